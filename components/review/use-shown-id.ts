import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { orpc } from '@/components/query'
import type { AnnotationDetail as Detail } from '@/lib/contracts/http/labelling'

/**
 * The id of what is on screen, with the address following it. It changes at once, so that the next key already belongs to
 * the next answer; the page is the same for all, so the server is not asked for it.
 */
export function useShownId(base: string, initialId: string): [string, (id: string) => void] {
  const [shownId, setShownId] = useState(initialId)
  useEffect(() => {
    function follow(): void {
      const { pathname } = globalThis.location
      if (pathname.startsWith(`${base}/`)) setShownId(pathname.slice(base.length + 1))
    }
    globalThis.addEventListener('popstate', follow)
    return () => globalThis.removeEventListener('popstate', follow)
  }, [base])
  function show(id: string): void {
    setShownId(id)
    globalThis.history.pushState(null, '', `${base}/${id}`)
  }
  return [shownId, show]
}

export type AnnotationDetail = z.infer<typeof Detail>

/** The first hundred answers that wait for a review, newest first, kept fresh. */
export function useWaiting(projectId: string) {
  const { data } = useQuery({
    ...orpc.labelling.listAnnotations.queryOptions({ input: { projectId, review: 'waiting', limit: 100 } }),
    placeholderData: keepPreviousData,
    refetchInterval: 20_000,
  })
  return { waiting: data?.items ?? [], hasMore: data?.nextCursor != null }
}
