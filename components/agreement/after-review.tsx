'use client'

import { useFormatter, useTranslations } from 'use-intl'
import type { AgreementReport } from '@/lib/contracts/http/agreement'
import styles from './agreement.module.css'
import { type Figure, useFigures } from './use-figures'

type Measured = Pick<AgreementReport, 'preference' | 'disagreements'>

/** A figure with its interval below; a dash where it is undefined. */
function Value({ figure, format }: { figure: Figure; format: { value: (value: number) => string; interval: string } }) {
  return (
    <td className={styles.number}>
      <strong>{figure.value === null ? '–' : format.value(figure.value)}</strong>
      <span className={styles.intervalBelow}>{format.interval}</span>
    </td>
  )
}

/** The same answers twice: as first submitted, and after review. */
export function AfterReview({ report }: { report: AgreementReport }) {
  const t = useTranslations('agreement')
  const format = useFormatter()
  const { two, percent, interval, percentInterval } = useFigures()
  const { afterReview, annotations } = report
  if (afterReview.changed === 0) return <p className={styles.none}>{t('noneChanged')}</p>
  const both: Measured[] = [report, afterReview]
  const columns = ['firstSubmissions', 'afterReview'] as const
  return (
    <div className={styles.review}>
      <p>{t('changed', { changed: afterReview.changed, answers: annotations })}</p>
      <table>
        <caption className="visually-hidden">{t('afterReview')}</caption>
        <thead>
          <tr>
            <td />
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('preferenceAlpha')}</th>
            {both.map(({ preference: { alpha } }, place) => (
              <Value
                key={columns[place]}
                figure={alpha}
                format={{ value: two, interval: alpha.ci95 ? interval(alpha.ci95) : '' }}
              />
            ))}
          </tr>
          <tr>
            <th scope="row">{t('sameAnswer')}</th>
            {both.map(({ preference: { percent: same } }, place) => (
              <Value
                key={columns[place]}
                figure={same}
                format={{ value: percent, interval: same.ci95 ? percentInterval(same.ci95) : '' }}
              />
            ))}
          </tr>
          <tr>
            <th scope="row">{t('disagreements')}</th>
            {both.map(({ disagreements }, place) => (
              <td key={columns[place]} className={styles.number}>
                <strong>{format.number(disagreements)}</strong>
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  )
}
