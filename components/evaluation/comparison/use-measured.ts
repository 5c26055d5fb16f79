'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { useNotify } from '@/components/ui'
import type { MeasuredComparison, RunComparison } from '@/lib/contracts/http/comparison'

const POLL_MS = 1_000

/** What was measured of two runs, again and again while something is computed. */
export function useMeasuredComparisons({ a, b }: RunComparison) {
  const { id: projectId } = useProject()
  return useQuery({
    ...orpc.evaluation.getMeasuredComparisons.queryOptions({ input: { projectId, runId: a.id, otherRunId: b.id } }),
    refetchInterval: ({ state: { data } }) =>
      data?.comparisons.some(({ state }) => state === 'queued') ? POLL_MS : false,
  })
}

export function useMeasureComparison({ a, b }: RunComparison) {
  const t = useTranslations('comparison.measured')
  const { id: projectId } = useProject()
  const notify = useNotify()
  const queryClient = useQueryClient()
  const measure = useMutation(
    orpc.evaluation.measureComparison.mutationOptions({
      onSuccess: async ({ state }) => {
        await queryClient.invalidateQueries({ queryKey: orpc.evaluation.getMeasuredComparisons.key() })
        notify(t(state === 'done' ? 'same' : 'queued'), 'good')
      },
      onError: (error) => notify(errorText(error), 'bad'),
    }),
  )
  return {
    isPending: measure.isPending,
    start: ({ truth, scope }: Pick<MeasuredComparison, 'truth' | 'scope'>) =>
      measure.mutate({ projectId, runId: a.id, otherRunId: b.id, truth, scope }),
  }
}
