'use client'

import { ORPCError } from '@orpc/client'
import { QueryClient, QueryClientProvider, type QueryKey, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useNotify } from '@/components/ui'
import { errorText } from './client'

/** A refusal stays one however often one asks; what the network or the server dropped is worth a second try. */
function isWorthAnotherTry(failures: number, error: Error): boolean {
  return failures < 1 && !(error instanceof ORPCError && error.status < 500)
}

export function QueryProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { staleTime: 5_000, retry: isWorthAnotherTry }, mutations: { retry: false } },
      }),
  )
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
}

/** After a write: the affected lists load again, and a message shows the result. */
export function useAfterWrite(touched: QueryKey, doneText?: string) {
  const queryClient = useQueryClient()
  const notify = useNotify()
  return {
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: touched })
      if (doneText) notify(doneText, 'good')
    },
    onError: (error: unknown) => notify(errorText(error), 'bad'),
  }
}
