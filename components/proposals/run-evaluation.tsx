'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { Badge } from '@/components/ui'
import type { EvaluationSummary } from '@/lib/contracts/http/evaluation'
import type { RunView } from '@/lib/contracts/http/proposals'
import { isLive } from './run-badge'
import { evaluationWords } from './run-words'
import styles from './runs.module.css'

const TONES = { queued: 'accent', done: 'good', failed: 'bad' } as const
const POLL_MS = 1_500
/** How long after the end of a run the page looks whether its evaluation has been asked for. */
const SOON_MS = 30_000

function newestOfEach(evaluations: readonly EvaluationSummary[]): EvaluationSummary[] {
  const keyOf = ({ truth, scope }: EvaluationSummary) => `${truth} ${scope}`
  return [...new Map(evaluations.toReversed().map((each) => [keyOf(each), each])).values()]
}

/** What follows a run automatically: the evaluation of its model version. */
export function RunEvaluation({ run }: { run: RunView }) {
  const { state, model, finishedAt } = run
  const t = useTranslations('proposals')
  const { id: projectId, slug } = useProject()
  const isEnded = !isLive(state)
  const { data } = useQuery({
    ...orpc.evaluation.listEvaluations.queryOptions({ input: { projectId, modelVersionId: model.id, limit: 50 } }),
    enabled: isEnded,
    refetchInterval: ({ state: { data: known } }) => {
      const isNew = finishedAt !== null && Date.now() - Date.parse(finishedAt) < SOON_MS
      return isNew || known?.items.some((each) => each.state === 'queued') ? POLL_MS : false
    },
  })
  const evaluations = newestOfEach(data?.items ?? [])
  const words = evaluationWords(run, data && evaluations)
  return (
    <section className={styles.evaluation} aria-label={t('run.evaluation', model)}>
      <strong>{t('run.evaluation', model)}</strong>
      {words ? <span>{t(`run.${words}`)}</span> : null}
      {evaluations.map((each) => (
        <Badge key={each.id} tone={TONES[each.state]}>
          {t('run.evaluationAgainst', { truth: each.truth, scope: each.scope, state: each.state })}
        </Badge>
      ))}
      {evaluations.some((each) => each.state === 'done') ? (
        <Link href={`/p/${slug}/models/${model.id}`}>{t('run.evaluationOpen')}</Link>
      ) : null}
    </section>
  )
}
