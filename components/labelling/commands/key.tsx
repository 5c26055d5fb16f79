'use client'

import { useSyncExternalStore } from 'react'
import { Kbd } from '@/components/ui'
import type { CommandId } from './commands'
import { keyLabel } from './key-name'
import { useKeys } from './keys-context'

/** The first key of a command, as a cap; nothing where its person left it without one. */
export function Key({ of }: { of: CommandId }) {
  const apple = useApple()
  const [first] = useKeys().keysOf(of)
  return first ? <Kbd>{keyLabel(first, apple)}</Kbd> : null
}

/** The first key of a command, in words. */
export function useKeyLabel(of: CommandId): string {
  const apple = useApple()
  const [first] = useKeys().keysOf(of)
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
