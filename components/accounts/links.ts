'use client'

import { useSyncExternalStore } from 'react'

function subscribe(onChange: () => void): () => void {
  globalThis.addEventListener('hashchange', onChange)
  return () => globalThis.removeEventListener('hashchange', onChange)
}

/**
 * The secret after the `#` of a link. Browsers never send it, so no log of a server or proxy contains it.
 * @returns null before the page is hydrated; empty where the link has none
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
