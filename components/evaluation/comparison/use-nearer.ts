'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { useNotify } from '@/components/ui'
import type { RunComparison } from '@/lib/contracts/http/comparison'
import type { NearerStanding } from '@/lib/contracts/http/nearer'

const POLL_MS = 1_000

/** What was measured of two runs, again and again while something is computed. */
export function useNearer({ a, b }: RunComparison) {
  const { id: projectId } = useProject()
  return useQuery({
    ...orpc.evaluation.getNearer.queryOptions({ input: { projectId, runId: a.id, otherRunId: b.id } }),
    refetchInterval: ({ state: { data } }) =>
      data?.standings.some(({ state }) => state === 'queued') ? POLL_MS : false,
  })
}

export function useMeasure({ a, b }: RunComparison) {
  const t = useTranslations('nearer')
  const { id: projectId } = useProject()
  const notify = useNotify()
  const queryClient = useQueryClient()
  const measure = useMutation(
    orpc.evaluation.measureNearer.mutationOptions({
      onSuccess: async ({ state }) => {
        await queryClient.invalidateQueries({ queryKey: orpc.evaluation.getNearer.key() })
        notify(t(state === 'done' ? 'same' : 'queued'), 'good')
      },
      onError: (error) => notify(errorText(error), 'bad'),
    }),
  )
  return {
    isPending: measure.isPending,
    start: ({ truth, scope }: Pick<NearerStanding, 'truth' | 'scope'>) =>
      measure.mutate({ projectId, runId: a.id, otherRunId: b.id, truth, scope }),
  }
}
