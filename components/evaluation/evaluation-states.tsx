'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { Badge, Time } from '@/components/ui'
import type { EvaluationSummary } from '@/lib/contracts/http/evaluation'
import { CHOICES, type Choice, newestOf } from './evaluation-choice'
import styles from './states.module.css'
import { useFigures } from './use-figures'

const TONES = { queued: 'accent', done: 'good', failed: 'bad' } as const
const POLL_MS = 1_500

/** The newest evaluations of a version, against whatever. */
export function useEvaluationStates(modelVersionId: string): EvaluationSummary[] | undefined {
  const { id: projectId } = useProject()
  const { data } = useQuery({
    ...orpc.evaluation.listEvaluations.queryOptions({ input: { projectId, modelVersionId, limit: 100 } }),
    refetchInterval: ({ state }) => (state.data?.items.some((item) => item.state === 'queued') ? POLL_MS : false),
  })
  return data?.items
}

function State({ newest, done }: { newest: EvaluationSummary | undefined; done: EvaluationSummary | undefined }) {
  const t = useTranslations('evaluation')
  const { value } = useFigures()
  if (!newest) return <small>{t('states.none')}</small>
  return (
    <>
      <Badge tone={TONES[newest.state]}>{t(`states.${newest.state}`)}</Badge>
      {done?.headline ? (
        <small>
          {t('stateFigures', { f1: value(done.headline.distortedF1), n: done.headline.distortedF1.n })} ·{' '}
          <Time iso={done.finishedAt ?? done.createdAt} />
        </small>
      ) : null}
    </>
  )
}

type StatesProps = {
  evaluations: readonly EvaluationSummary[]
  choice: Choice
  onChange: (choice: Choice) => void
}

/** All that a version is held against, how far each is, and which one is shown below. */
export function EvaluationStates({ evaluations, choice, onChange }: StatesProps) {
  const t = useTranslations('evaluation')
  return (
    <fieldset className={styles.states}>
      <legend>{t('measuredAgainst')}</legend>
      {CHOICES.map((each) => {
        const isShown = each.truth === choice.truth && each.scope === choice.scope
        return (
          <button
            key={`${each.truth} ${each.scope}`}
            type="button"
            aria-pressed={isShown}
            className={styles.state}
            onClick={() => onChange(each)}
          >
            <strong>{t(`truths.${each.truth}`)}</strong>
            <span>{each.truth === 'people' ? t(`scopes.${each.scope}`) : t('plantedScope')}</span>
            <State newest={newestOf(evaluations, each)} done={newestOf(evaluations, each, 'done')} />
          </button>
        )
      })}
    </fieldset>
  )
}
