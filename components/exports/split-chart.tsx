'use client'

import { useFormatter, useTranslations } from 'use-intl'
import { TableFrame } from '@/components/ui'
import { type ReleaseCounts, SPLITS } from '@/lib/domain/exports'
import { totalOf } from './counts'
import styles from './release.module.css'

const ROWS = ['pairs', 'videoPairs', 'frames', 'distortedFrames', 'promptGroups'] as const

/** The contents of each split: a table whose rows are also bars. */
export function SplitChart({ counts }: { counts: ReleaseCounts }) {
  const t = useTranslations('releases')
  const format = useFormatter()
  return (
    <TableFrame label={t('splits')}>
      <table className={styles.splits}>
        <caption className="visually-hidden">{t('splits')}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{t('table')}</span>
            </th>
            <td aria-hidden="true" />
            {SPLITS.map((split) => (
              <th key={split} scope="col">
                <i className={styles.key} data-split={split} aria-hidden="true" />
                {t(`split.${split}`)}
              </th>
            ))}
            <th scope="col">{t('total')}</th>
          </tr>
        </thead>
        <tbody>
          {ROWS.map((row) => {
            const total = totalOf(counts, row)
            return (
              <tr key={row}>
                <th scope="row">{t(`splitRow.${row}`)}</th>
                <td aria-hidden="true" className={styles.barCell}>
                  <span className={styles.bar}>
                    {SPLITS.map((split) => (
                      <i
                        key={split}
                        data-split={split}
                        style={{ width: `${total === 0 ? 0 : (counts.splits[split][row] / total) * 100}%` }}
                      />
                    ))}
                  </span>
                </td>
                {SPLITS.map((split) => (
                  <td key={split}>{format.number(counts.splits[split][row])}</td>
                ))}
                <td>
                  <strong>{format.number(total)}</strong>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </TableFrame>
  )
}
