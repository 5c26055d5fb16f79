'use client'

import { useSyncExternalStore } from 'react'

function never(): () => void {
  return () => {}
}

/**
 * Whether the page has woken up, so that a form's own submit runs. Before that, pressing a submit button or Enter would send the fields by the
 * browser's ways; a disabled submit button stops both.
 */
export function useAwake(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
