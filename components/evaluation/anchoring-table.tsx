'use client'

import { useTranslations } from 'use-intl'
import { IntervalPlot } from '@/components/agreement'
import { TableFrame } from '@/components/ui'
import type { AnchoringComparison, AnchoringMeasure, AnchoringReport, Figure } from '@/lib/domain/evaluation'
import { conclusionOf, differenceScale } from './conclusion'
import styles from './model.module.css'
import { NONE, useFigures } from './use-figures'

const MEASURES = ['labels', 'preference', 'timeMs'] as const satisfies readonly AnchoringMeasure[]

function ArmCell({ figure, write }: { figure: Figure; write: (value: number) => string }) {
  const t = useTranslations('evaluation')
  const { intervalBy } = useFigures()
  return (
    <td>
      <strong>{figure.value === null ? NONE : write(figure.value)}</strong>
      <small>
        {intervalBy(write, figure)}
        {figure.n > 0 ? ` · ${t('pairs', { n: figure.n })}` : ''}
      </small>
    </td>
  )
}

function Row({
  measure,
  comparison,
  least,
}: {
  measure: AnchoringMeasure
  comparison: AnchoringComparison
  least: number
}) {
  const t = useTranslations('evaluation')
  const { two, seconds, intervalBy } = useFigures()
  const write = measure === 'timeMs' ? seconds : two
  const { shown, hidden, difference, enough } = comparison
  const verdict = conclusionOf(comparison)
  return (
    <tr>
      <th scope="row">{t(`measures.${measure}`)}</th>
      <ArmCell figure={shown} write={write} />
      <ArmCell figure={hidden} write={write} />
      <td>
        <strong>{difference.value === null ? NONE : write(difference.value)}</strong>
        <small>{intervalBy(write, difference)}</small>
      </td>
      <td className={styles.plotCell}>
        <IntervalPlot
          scale={differenceScale(difference)}
          value={difference.value}
          ci95={difference.ci95}
          reference={0}
          colour={enough ? 'var(--accent)' : 'var(--ink-3)'}
        />
      </td>
      <td className={styles.says}>
        {verdict === 'too-few' ? t('tooFew', { n: difference.n, least }) : t(`conclusions.${measure}.${verdict}`)}
      </td>
    </tr>
  )
}

/** Answers with proposals shown against answers with proposals hidden. */
export function AnchoringTable({ report }: { report: AnchoringReport }) {
  const t = useTranslations('evaluation')
  return (
    <TableFrame label={t('anchoring')}>
      <table className={`${styles.table} ${styles.arms}`}>
        <caption className="visually-hidden">{t('anchoring')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('measure')}</th>
            <th scope="col">{t('shown')}</th>
            <th scope="col">{t('hidden')}</th>
            <th scope="col">{t('difference')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('plot')}</span>
            </th>
            <th scope="col">{t('conclusion')}</th>
          </tr>
        </thead>
        <tbody>
          {MEASURES.map((measure) => (
            <Row key={measure} measure={measure} comparison={report[measure]} least={report.leastPairs} />
          ))}
        </tbody>
      </table>
      <p className={styles.note}>{t('anchoringArms', report.answers)}</p>
    </TableFrame>
  )
}
