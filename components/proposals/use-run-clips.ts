'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import type { RunView } from '@/lib/contracts/http/proposals'

type ClipsOf = { runId: string; state: RunView['state'] | ''; isLive: boolean }

/** The clips of a run with their scores, live while it works. */
export function useRunClips({ runId, state, isLive }: ClipsOf) {
  const { id: projectId } = useProject()
  const clips = useInfiniteQuery({
    ...orpc.proposals.listRunVideos.infiniteOptions({
      input: (cursor: string | undefined) => ({ projectId, runId, cursor, limit: 50, ...(state ? { state } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
    placeholderData: (before) => before,
    refetchInterval: isLive ? 2_000 : false,
  })
  const { refetch } = clips
  const wasLive = useRef(isLive)
  useEffect(() => {
    // What came between the last look and the end.
    if (wasLive.current && !isLive) void refetch()
    wasLive.current = isLive
  }, [isLive, refetch])
  return clips
}
