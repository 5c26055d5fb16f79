'use client'

import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useNotify } from '@/components/ui'
import { errorText } from './error-text'

/** What follows a write: the lists it touches load again and a line says how it went. */
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
