import 'server-only'
import { dehydrate, HydrationBoundary, QueryClient, type QueryKey } from '@tanstack/react-query'
import type { ReactNode } from 'react'

export type Prefetch = { queryKey: QueryKey; queryFn: () => Promise<unknown> }

/**
 * Fetches on the server what the screen below requests first, so that it is drawn at once. A failure is left to the
 * screen.
 */
export async function Prefetched({ queries, children }: { queries: readonly Prefetch[]; children: ReactNode }) {
  const queryClient = new QueryClient()
  await Promise.all(queries.map((query) => queryClient.prefetchQuery(query)))
  return <HydrationBoundary state={dehydrate(queryClient)}>{children}</HydrationBoundary>
}
