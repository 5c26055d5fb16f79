'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { errorText, orpc } from '@/components/query'
import { useNotify } from '@/components/ui'
import type { KeyBindings } from '@/lib/domain/accounts'
import { type Keys, personalKeys } from './bindings'

type OwnKeys = Keys & {
  bindings: KeyBindings
  /** Keeps them on the server, for every computer of this person. */
  setBindings: (bindings: KeyBindings) => void
}

const USUAL: KeyBindings = {}
const KeysContext = createContext<OwnKeys>({ ...personalKeys(USUAL), bindings: USUAL, setBindings: () => undefined })

/** The keys of the signed-in person for everything inside; without an account the usual ones. */
export function KeysProvider({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient()
  const notify = useNotify()
  const options = orpc.accounts.me.queryOptions()
  const { data: me } = useQuery({ ...options, staleTime: Number.POSITIVE_INFINITY, retry: false })
  const save = useMutation({
    ...orpc.accounts.setKeyBindings.mutationOptions(),
    onMutate: ({ keyBindings }) => {
      const before = queryClient.getQueryData(options.queryKey)
      queryClient.setQueryData(options.queryKey, (known) => known && { ...known, keyBindings })
      return { before }
    },
    onError: (error, _input, kept) => {
      queryClient.setQueryData(options.queryKey, kept?.before)
      notify(errorText(error), 'bad')
    },
  })
  const bindings = me?.keyBindings ?? USUAL
  const { mutate } = save
  const value = useMemo(
    () => ({
      ...personalKeys(bindings),
      bindings,
      setBindings: (keyBindings: KeyBindings) => mutate({ keyBindings }),
    }),
    [bindings, mutate],
  )
  return <KeysContext value={value}>{children}</KeysContext>
}

export function useKeys(): OwnKeys {
  return useContext(KeysContext)
}
