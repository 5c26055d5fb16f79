'use client'

import { useSyncExternalStore } from 'react'
import { Kbd } from '@/components/ui'
import { type Command, KEYMAP, keyLabel } from './keymap'

/** The first key of a command, as a cap. */
export function Key({ of }: { of: Command }) {
  const apple = useApple()
  return <Kbd>{keyLabel(KEYMAP[of][0] ?? '', apple)}</Kbd>
}

/** Whether this keyboard has a Command key. */
export function useApple(): boolean {
  return useSyncExternalStore(
    () => () => undefined,
    () => /Mac|iPhone|iPad/.test(navigator.platform),
    () => false,
  )
}
