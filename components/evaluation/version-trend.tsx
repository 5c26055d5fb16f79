'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { IntervalPlot, ScaleTicks } from '@/components/agreement'
import { orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import type { AnswerScope, EvaluationHeadline, EvaluationTruth } from '@/lib/contracts/http/evaluation'
import type { ModelDetail } from '@/lib/contracts/http/proposals'
import { type Figure, trendOf } from '@/lib/domain/evaluation'
import styles from './model.module.css'
import { plotOf, SHARE, useFigures } from './use-figures'

const SHOWN = [
  'withTies',
  'withoutTies',
  'distortedF1',
  'normalF1',
] as const satisfies readonly (keyof EvaluationHeadline)[]

/** Columns are narrow: the ends and the middle are enough. */
const ENDS = { ...SHARE, ticks: [0, 0.5, 1] }

function Point({ figure }: { figure: Figure }) {
  const t = useTranslations('evaluation')
  const { value, interval } = useFigures()
  return (
    <td className={styles.point}>
      <IntervalPlot scale={SHARE} {...plotOf(figure)} colour="var(--accent)" />
      <span>
        <strong>{value(figure)}</strong>{' '}
        <small>
          {interval(figure)} · {t('n', { n: figure.n })}
        </small>
      </span>
    </td>
  )
}

type TrendProps = { model: ModelDetail; truth: EvaluationTruth; scope: AnswerScope }

/** The headline figures of every version of the model, one below the other on one scale. */
export function VersionTrend({ model, truth, scope }: TrendProps) {
  const t = useTranslations('evaluation')
  const { two } = useFigures()
  const { id: projectId, slug } = useProject()
  const { data } = useQuery(
    orpc.evaluation.listEvaluations.queryOptions({
      input: { projectId, modelName: model.name, truth, scope, limit: 100 },
    }),
  )
  const versions = trendOf((data?.items ?? []).filter(({ headline }) => headline !== null))
  return (
    <section className={styles.scroll} aria-label={t('trend', { name: model.name })} tabIndex={0}>
      <table className={`${styles.table} ${styles.trend}`}>
        <caption className="visually-hidden">{t('trend', { name: model.name })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('version')}</th>
            {SHOWN.map((name) => (
              <th key={name} scope="col">
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {versions.map(({ id, model: of, headline }) => (
            <tr key={id}>
              <th scope="row">
                {of.id === model.id ? (
                  <span aria-current="page">
                    <strong>{of.version}</strong> {t('thisVersion')}
                  </span>
                ) : (
                  <Link href={`/p/${slug}/models/${of.id}`}>{of.version}</Link>
                )}
              </th>
              {SHOWN.map((name) => (headline ? <Point key={name} figure={headline[name]} /> : <td key={name} />))}
            </tr>
          ))}
        </tbody>
        <tfoot aria-hidden="true">
          <tr>
            <td />
            {SHOWN.map((name) => (
              <td key={name} className={styles.point}>
                <ScaleTicks scale={ENDS} format={(tick) => (Number.isInteger(tick) ? String(tick) : two(tick))} />
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
      <p className={styles.note}>{t('published')}</p>
    </section>
  )
}
