import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()

/** A choice kept on this computer, the same in every workspace that is mounted. */
export function useKept(key: string): [string | null, (value: string) => void] {
  const value = useSyncExternalStore(
    subscribe,
    () => localStorage.getItem(key),
    () => null,
  )
  function keep(next: string): void {
    localStorage.setItem(key, next)
    for (const listener of [...listeners]) listener()
  }
  return [value, keep]
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
