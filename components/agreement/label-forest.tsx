'use client'

import { useFormatter, useTranslations } from 'use-intl'
import { useProject } from '@/components/shell'
import { LabelMark, labelCss, useLabelLookup } from '@/components/taxonomy'
import { TableFrame } from '@/components/ui'
import type { AgreementReport } from '@/lib/contracts/http/agreement'
import styles from './agreement.module.css'
import { IntervalPlot, ScaleTicks } from './interval-plot'
import { ALPHA_GATE, alphaScale, type Scale } from './scale'
import { useFigures } from './use-figures'

type LabelFigures = AgreementReport['labels'][number]

function Alpha({ label }: { label: LabelFigures }) {
  const t = useTranslations('agreement')
  const { two, interval } = useFigures()
  const { value, ci95, items } = label.alpha
  if (value === null) {
    return (
      <td colSpan={2} className={styles.undefined}>
        {t(items === 0 ? 'notComparedLabel' : 'undefinedLabel')}
      </td>
    )
  }
  const isLow = value < ALPHA_GATE
  return (
    <>
      <td className={styles.number}>
        <strong className={isLow ? styles.low : undefined} title={isLow ? t('belowGate') : undefined}>
          {two(value)}
        </strong>
        {isLow ? <span className="visually-hidden">{t('belowGate')}</span> : null}
      </td>
      <td className={styles.number}>{ci95 ? interval(ci95) : t('noInterval')}</td>
    </>
  )
}

type RowProps = { label: LabelFigures; reviewed: LabelFigures | null; scale: Scale }

function Row({ label, reviewed, scale }: RowProps) {
  const { id } = useProject()
  const format = useFormatter()
  const { two, percent } = useFigures()
  const known = useLabelLookup(id).get(label.labelKey)
  const { value, ci95, items } = label.alpha
  return (
    <tr>
      <th scope="row">
        <span className={styles.label}>
          {known ? <LabelMark label={known} /> : null}
          {label.name}
        </span>
      </th>
      <td className={styles.plotCell}>
        <IntervalPlot
          scale={scale}
          value={value}
          ci95={ci95}
          reference={ALPHA_GATE}
          {...(known && { colour: labelCss(known.colour) })}
        />
      </td>
      <Alpha label={label} />
      {reviewed ? (
        <td className={styles.number}>{reviewed.alpha.value === null ? '–' : two(reviewed.alpha.value)}</td>
      ) : null}
      <td className={styles.number}>{format.number(items)}</td>
      <td className={styles.number}>{label.prevalence === null ? '–' : percent(label.prevalence)}</td>
    </tr>
  )
}

type ForestProps = { labels: readonly LabelFigures[]; afterReview: AgreementReport['afterReview'] }

/** α of every label, as a picture and as its table; where review changed answers, also α after review. */
export function LabelForest({ labels, afterReview }: ForestProps) {
  const t = useTranslations('agreement')
  const { two } = useFigures()
  const values = labels.flatMap(({ alpha }) => [alpha.value, ...(alpha.ci95 ?? [])]).filter((value) => value !== null)
  const scale = alphaScale(values)
  const reviewed = new Map(
    afterReview.changed === 0 ? [] : afterReview.labels.map((label) => [label.labelKey, label] as const),
  )
  return (
    <TableFrame label={t('byLabel')}>
      <table className={styles.forest}>
        <caption className="visually-hidden">{t('byLabel')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('label')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('plot')}</span>
            </th>
            <th scope="col">{t('alpha')}</th>
            <th scope="col">{t('interval')}</th>
            {reviewed.size > 0 ? (
              <th scope="col" title={t('alphaAfterReviewNote')}>
                {t('afterReview')}
              </th>
            ) : null}
            <th scope="col" title={t('comparedNote')}>
              {t('compared')}
            </th>
            <th scope="col" title={t('prevalenceNote')}>
              {t('prevalence')}
            </th>
          </tr>
        </thead>
        <tbody>
          {labels.map((label) => (
            <Row key={label.labelKey} label={label} reviewed={reviewed.get(label.labelKey) ?? null} scale={scale} />
          ))}
        </tbody>
        <tfoot aria-hidden="true">
          <tr>
            <td />
            <td className={styles.plotCell}>
              <ScaleTicks scale={scale} format={(tick) => (Number.isInteger(tick) ? String(tick) : two(tick))} />
            </td>
            <td colSpan={reviewed.size > 0 ? 5 : 4} />
          </tr>
        </tfoot>
      </table>
    </TableFrame>
  )
}
