'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import type { RunView } from '@/lib/contracts/http/proposals'

type ClipsOf = { runId: string; state: RunView['state'] | ''; isLive: boolean }

/** The clips of a run with their scores, live while it works. */
export function useRunClips({ runId, state, isLive }: ClipsOf) {
  const { id: projectId } = useProject()
  return useInfiniteQuery({
    ...orpc.proposals.listRunVideos.infiniteOptions({
      input: (cursor: string | undefined) => ({ projectId, runId, cursor, limit: 50, ...(state ? { state } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
    placeholderData: (before) => before,
    refetchInterval: isLive ? 2_000 : false,
  })
}
