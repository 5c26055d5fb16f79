'use client'

import type { ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { IntervalPlot, ScaleTicks } from '@/components/agreement'
import { useProject } from '@/components/shell'
import { LabelMark, labelCss, useLabelLookup } from '@/components/taxonomy'
import type { ClassFigures, RecognitionFigures } from '@/lib/domain/evaluation'
import styles from './model.module.css'
import { plotOf, SHARE, useFigures } from './use-figures'

type RowProps = { name: ReactNode; figures: ClassFigures; colour?: string | undefined }

function Row({ name, figures: { f1, precision, recall }, colour = 'var(--ink)' }: RowProps) {
  const format = useFormatter()
  const { value, interval } = useFigures()
  return (
    <tr>
      <th scope="row">
        <span className={styles.label}>{name}</span>
      </th>
      <td className={styles.plotCell}>
        <IntervalPlot scale={SHARE} {...plotOf(f1)} colour={colour} />
      </td>
      <td>
        <strong>{value(f1)}</strong>
      </td>
      <td>{interval(f1)}</td>
      <td>{value(precision)}</td>
      <td>{value(recall)}</td>
      <td>{format.number(f1.n)}</td>
    </tr>
  )
}

/** F1 of every class, as a picture and as the table that it stands in. */
export function ClassForest({ recognition }: { recognition: RecognitionFigures }) {
  const t = useTranslations('evaluation')
  const { id } = useProject()
  const labels = useLabelLookup(id)
  const { two } = useFigures()
  return (
    <section className={styles.scroll} aria-label={t('recognition')} tabIndex={0}>
      <table className={styles.table}>
        <caption className="visually-hidden">{t('recognition')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('class')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('plot')}</span>
            </th>
            <th scope="col">{t('f1')}</th>
            <th scope="col">{t('interval')}</th>
            <th scope="col">{t('precision')}</th>
            <th scope="col">{t('recall')}</th>
            <th scope="col">{t('frames')}</th>
          </tr>
        </thead>
        <tbody>
          <Row name={t('distorted')} figures={recognition.distorted} />
          <Row name={t('normal')} figures={recognition.normal} />
          {recognition.labels.map((figures) => {
            const known = labels.get(figures.labelKey)
            return (
              <Row
                key={figures.labelKey}
                name={
                  <>
                    {known ? <LabelMark label={known} /> : null}
                    {known?.name ?? figures.labelKey}
                  </>
                }
                figures={figures}
                colour={known && labelCss(known.colour)}
              />
            )
          })}
        </tbody>
        <tfoot aria-hidden="true">
          <tr>
            <td />
            <td className={styles.plotCell}>
              <ScaleTicks scale={SHARE} format={(tick) => (Number.isInteger(tick) ? String(tick) : two(tick))} />
            </td>
            <td colSpan={5} />
          </tr>
        </tfoot>
      </table>
    </section>
  )
}
