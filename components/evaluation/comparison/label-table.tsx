'use client'

import { useFormatter, useTranslations } from 'use-intl'
import { IntervalPlot } from '@/components/agreement'
import { useProject } from '@/components/shell'
import { LabelMark, labelCss, useLabelLookup } from '@/components/taxonomy'
import type { LabelComparison } from '@/lib/domain/evaluation'
import model from '../model.module.css'
import { SHARE, useFigures } from '../use-figures'
import styles from './comparison.module.css'

/** Of each label: on how many clips both name it, and one alone. */
export function LabelTable({ labels }: { labels: readonly LabelComparison[] }) {
  const t = useTranslations('comparison')
  const format = useFormatter()
  const { id } = useProject()
  const known = useLabelLookup(id)
  const { value, interval } = useFigures()
  if (labels.length === 0) return <p className={styles.none}>{t('noLabels')}</p>
  return (
    <section className={model.scroll} aria-label={t('byLabel')} tabIndex={0}>
      <table className={`${model.table} ${styles.labels}`}>
        <caption className="visually-hidden">{t('byLabel')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('label')}</th>
            <th scope="col">{t('bothName')}</th>
            <th scope="col">{t('aAlone')}</th>
            <th scope="col">{t('bAlone')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('plot')}</span>
            </th>
            <th scope="col">{t('alike')}</th>
          </tr>
        </thead>
        <tbody>
          {labels.map(({ labelKey, both, onlyA, onlyB, agreement }) => {
            const label = known.get(labelKey)
            return (
              <tr key={labelKey}>
                <th scope="row">
                  <span className={model.label}>
                    {label ? <LabelMark label={label} /> : null}
                    {label?.name ?? labelKey}
                  </span>
                </th>
                <td>{format.number(both)}</td>
                <td>{format.number(onlyA)}</td>
                <td>{format.number(onlyB)}</td>
                <td className={model.plotCell}>
                  <IntervalPlot
                    scale={SHARE}
                    value={agreement.value}
                    ci95={agreement.ci95}
                    colour={label ? labelCss(label.colour) : 'var(--ink)'}
                  />
                </td>
                <td title={interval(agreement)}>
                  <strong>{value(agreement)}</strong>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
