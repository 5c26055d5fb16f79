'use client'

import { useSyncExternalStore } from 'react'

function subscribe(onChange: () => void): () => void {
  globalThis.addEventListener('hashchange', onChange)
  return () => globalThis.removeEventListener('hashchange', onChange)
}

/**
 * The secret behind the `#` of a link. Browsers never send it by themselves, so no log of a server or proxy holds it.
 * @returns null before the page is awake; empty where the link has none
 */
export function useLinkSecret(): string | null {
  return useSyncExternalStore(
    subscribe,
    () => globalThis.location.hash.slice(1),
    () => null,
  )
}

/** Asked once: each asking counts as a try. */
export const LINK_ANSWER = { retry: false, staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false } as const
