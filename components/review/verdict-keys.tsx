'use client'

import { useEffect, useRef } from 'react'

export type ReviewCommand = 'accept' | 'correct' | 'return' | 'example' | 'next' | 'previous'

export const REVIEW_KEYS = {
  accept: 'A',
  correct: 'C',
  return: 'R',
  example: 'E',
  next: 'J',
  previous: 'K',
} as const satisfies Record<ReviewCommand, string>

const COMMANDS: ReadonlyMap<string, ReviewCommand> = new Map(
  Object.entries(REVIEW_KEYS).map(([command, key]) => [key, command as ReviewCommand]),
)

type VerdictKeysProps = { commands: Partial<Record<ReviewCommand, () => void>> }

/** Whether keys belong to a text or a dialog. */
function isElsewhere({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [role="dialog"]') !== null
}

/** Maps keys to verdicts before the workspace sees them, which has other meanings for some; renders nothing. */
export function VerdictKeys({ commands }: VerdictKeysProps) {
  const latest = useRef(commands)
  useEffect(() => {
    latest.current = commands
  })
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (event.repeat || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
      const command = isElsewhere(event) ? undefined : COMMANDS.get(event.key.toUpperCase())
      const run = command && latest.current[command]
      if (!run) return
      event.preventDefault()
      run()
    }
    globalThis.addEventListener('keydown', press, { capture: true })
    return () => globalThis.removeEventListener('keydown', press, { capture: true })
  }, [])
  return null
}
