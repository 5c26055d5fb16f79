'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { useNotify } from '@/components/ui'
import type { Choice } from './evaluation-choice'

/** The newest finished evaluation of a choice, and whether a newer one is being computed. */
export function useEvaluation(modelVersionId: string, choice: Choice) {
  const { id: projectId } = useProject()
  const list = useQuery({
    ...orpc.evaluation.listEvaluations.queryOptions({ input: { projectId, modelVersionId, ...choice, limit: 20 } }),
    refetchInterval: ({ state }) => (state.data?.items[0]?.state === 'queued' ? 1_000 : false),
    placeholderData: (before) => before,
  })
  const items = list.data?.items ?? []
  const done = items.find(
    ({ state, truth, scope }) => state === 'done' && truth === choice.truth && scope === choice.scope,
  )
  const found = useQuery({
    ...orpc.evaluation.getEvaluation.queryOptions({ input: { projectId, evaluationId: done?.id ?? '' } }),
    enabled: done !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return { list, newest: items[0], done, evaluation: done ? found.data : undefined, found }
}

export function useEvaluate(modelVersionId: string, choice: Choice) {
  const t = useTranslations('evaluation')
  const { id: projectId } = useProject()
  const notify = useNotify()
  const queryClient = useQueryClient()
  const evaluate = useMutation(
    orpc.evaluation.createEvaluation.mutationOptions({
      onSuccess: async ({ state }) => {
        await queryClient.invalidateQueries({ queryKey: orpc.evaluation.listEvaluations.key() })
        notify(t(state === 'done' ? 'same' : 'queued'), 'good')
      },
      onError: (error) => notify(errorText(error), 'bad'),
    }),
  )
  return { isPending: evaluate.isPending, start: () => evaluate.mutate({ projectId, modelVersionId, ...choice }) }
}
