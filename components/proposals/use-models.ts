'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { orpc } from '@/components/query'
import { useProject } from '@/components/shell'

export function useModels() {
  const { id: projectId } = useProject()
  return useInfiniteQuery(
    orpc.proposals.listModels.infiniteOptions({
      input: (cursor: string | undefined) => ({ projectId, cursor, limit: 50 }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  )
}
