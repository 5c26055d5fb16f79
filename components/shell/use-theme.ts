'use client'

import { useSyncExternalStore } from 'react'
import { createStore } from 'zustand/vanilla'

export type Theme = 'dark' | 'light'

const YEAR_S = 31_536_000
/** What was chosen here; the document has the theme in use, which the server may have drawn. */
const chosen = createStore<{ theme: Theme | null }>(() => ({ theme: null }))

function current(): Theme {
  return document.documentElement.dataset.theme === 'light' ? 'light' : 'dark'
}

function choose(theme: Theme): void {
  document.documentElement.dataset.theme = theme
  // biome-ignore lint/suspicious/noDocumentCookie: the server reads it to draw the first paint in the right theme
  document.cookie = `fj-theme=${theme}; path=/; max-age=${YEAR_S}; samesite=lax`
  chosen.setState({ theme })
}

/** The theme in use and how to change it; the choice is kept in a cookie for a year. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  return [useSyncExternalStore(chosen.subscribe, current, () => 'dark' as const), choose]
}
