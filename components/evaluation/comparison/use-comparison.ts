'use client'

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { useNotify } from '@/components/ui'
import type { MeasuredComparison, RunComparison } from '@/lib/contracts/http/comparison'
import type { RunTitle } from '@/lib/contracts/http/proposals'
import type { ComparisonChoice } from './comparison-choice'

const POLL_MS = 3_000
const MEASURING_POLL_MS = 1_000
/** Runs that the lists offer. */
const OFFERED = 100

export function isAtWork({ state }: Pick<RunTitle, 'state'>): boolean {
  return state === 'queued' || state === 'running'
}

/** The runs of the project, for the list on the left. */
export function useRuns() {
  const { id: projectId } = useProject()
  return useQuery(orpc.proposals.listRuns.queryOptions({ input: { projectId, limit: OFFERED } }))
}

/** The runs that share a clip with this one. */
export function useComparableRuns(runId: string | null) {
  const { id: projectId } = useProject()
  return useQuery({
    ...orpc.evaluation.listComparableRuns.queryOptions({ input: { projectId, runId: runId ?? '', limit: OFFERED } }),
    enabled: runId !== null,
  })
}

/** The figures of two runs, again and again while one of them works. */
export function useComparison({ a, b }: Pick<ComparisonChoice, 'a' | 'b'>) {
  const { id: projectId } = useProject()
  const input = { projectId, runId: a ?? '', otherRunId: b ?? '' }
  return useQuery({
    ...orpc.evaluation.compareRuns.queryOptions({ input }),
    enabled: a !== null && b !== null,
    refetchInterval: ({ state: { data } }) => (data && (isAtWork(data.a) || isAtWork(data.b)) ? POLL_MS : false),
  })
}

/** The clips of both as the choice orders and narrows them. */
export function useComparedClips({ a, b }: RunComparison, { standing, order, labelKey }: ComparisonChoice) {
  const { id: projectId } = useProject()
  const narrowed = { order, ...(standing ? { standing } : {}), ...(labelKey ? { labelKey } : {}) }
  return useInfiniteQuery({
    ...orpc.evaluation.listComparedClips.infiniteOptions({
      input: (cursor: string | undefined) => ({
        projectId,
        runId: a.id,
        otherRunId: b.id,
        cursor,
        limit: 25,
        ...narrowed,
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
    placeholderData: (before) => before,
    refetchInterval: isAtWork(a) || isAtWork(b) ? POLL_MS : false,
  })
}

/** What was measured of two runs, again and again while something is computed. */
export function useMeasuredComparisons({ a, b }: RunComparison) {
  const { id: projectId } = useProject()
  return useQuery({
    ...orpc.evaluation.getMeasuredComparisons.queryOptions({ input: { projectId, runId: a.id, otherRunId: b.id } }),
    refetchInterval: ({ state: { data } }) =>
      data?.comparisons.some(({ state }) => state === 'queued') ? MEASURING_POLL_MS : false,
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
