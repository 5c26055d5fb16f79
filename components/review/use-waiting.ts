import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { orpc } from '@/components/query'

/** The first hundred answers that wait for a review, newest first, kept fresh. */
export function useWaiting(projectId: string) {
  const { data } = useQuery({
    ...orpc.labelling.listAnnotations.queryOptions({ input: { projectId, review: 'waiting', limit: 100 } }),
    placeholderData: keepPreviousData,
    refetchInterval: 20_000,
  })
  return { waiting: data?.items ?? [], hasMore: data?.nextCursor != null }
}
