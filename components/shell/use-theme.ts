'use client'

import { useSyncExternalStore } from 'react'

export type Theme = 'dark' | 'light'

const YEAR_S = 31_536_000
const listeners = new Set<() => void>()

function current(): Theme {
  return document.documentElement.dataset.theme === 'light' ? 'light' : 'dark'
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function choose(theme: Theme): void {
  document.documentElement.dataset.theme = theme
  // biome-ignore lint/suspicious/noDocumentCookie: the server reads it to draw the first paint in the right theme
  document.cookie = `fj-theme=${theme}; path=/; max-age=${YEAR_S}; samesite=lax`
  for (const listener of listeners) listener()
}

/** The theme in use and how to change it; the choice is kept in a cookie for a year. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  return [useSyncExternalStore(subscribe, current, () => 'dark' as const), choose]
}
