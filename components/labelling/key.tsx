'use client'

import { useSyncExternalStore } from 'react'
import { Kbd } from '@/components/ui'
import { keyLabel } from './key-name'
import type { Command } from './keymap'
import { useKeys } from './keys/keys-context'

/** The first key of a command, as a cap; nothing where its person left it without one. */
export function Key({ of }: { of: Command }) {
  const apple = useApple()
  const [first] = useKeys().keymap[of]
  return first ? <Kbd>{keyLabel(first, apple)}</Kbd> : null
}

/** The first key of a command, in words. */
export function useKeyLabel(of: Command): string {
  const apple = useApple()
  const [first] = useKeys().keymap[of]
  return first ? keyLabel(first, apple) : ''
}

/** Whether this keyboard has a Command key. */
export function useApple(): boolean {
  return useSyncExternalStore(
    () => () => undefined,
    () => /Mac|iPhone|iPad/.test(navigator.platform),
    () => false,
  )
}
