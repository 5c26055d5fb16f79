'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { orpc } from '@/components/query'
import type { Me } from '@/lib/contracts/http/accounts'

/** The person and their projects, kept fresh; a session that ended goes to sign-in and comes back to this page. */
export function useMe(initial: Me): Me {
  const { data, error } = useQuery({
    ...orpc.accounts.me.queryOptions(),
    initialData: initial,
    refetchOnWindowFocus: 'always',
  })
  const isSignedOut = error !== null && 'code' in error && error.code === 'UNAUTHORIZED'
  useEffect(() => {
    if (!isSignedOut) return
    const { pathname, search } = globalThis.location
    globalThis.location.assign(`/sign-in?callbackUrl=${encodeURIComponent(pathname + search)}`)
  }, [isSignedOut])
  return data
}
