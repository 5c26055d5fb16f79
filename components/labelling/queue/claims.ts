import type { AssignmentView } from '@/lib/contracts/http/labelling'
import { failureOf } from '../save/failure'
import type { Link } from '../save/link'

export type ClaimState = { status: 'idle' | 'asking' | 'dry' } | { status: 'failed'; message: string }

type Options = {
  /** What must not be handed out; null when nothing is wanted now. */
  wanted: () => readonly string[] | null
  claim: (exclude: readonly string[]) => Promise<AssignmentView | null>
  link: Link
  onClaimed: (assignment: AssignmentView) => void
  onChange: () => void
}

export type Claims = {
  state: () => ClaimState
  /** Claims one after the other as long as some are wanted. */
  fill: () => void
  /** The same, although the queue had nothing a moment ago. */
  lookAgain: () => void
  stop: () => void
}

/** An empty queue is looked at again after this, ms. */
const LOOK_AGAIN_MS = 30_000

/** The one place that claims, one at a time. Source: docs/spec/saving.md [SV10] */
export function createClaims({ wanted, claim, link, onClaimed, onChange }: Options): Claims {
  let state: ClaimState = { status: 'idle' }
  let timer: ReturnType<typeof setTimeout> | null = null
  let stopped = false
  const forget = link.onTry(lookAgain)

  function become(next: ClaimState): void {
    state = next
    onChange()
  }

  function fill(): void {
    if (stopped || state.status === 'asking' || state.status === 'dry' || link.status() === 'signed-out') return
    const exclude = wanted()
    if (exclude) void ask(exclude)
  }

  function lookAgain(): void {
    if (state.status === 'dry') state = { status: 'idle' }
    fill()
  }

  async function ask(exclude: readonly string[]): Promise<void> {
    if (timer) clearTimeout(timer)
    become({ status: 'asking' })
    try {
      const assignment = await claim(exclude)
      if (stopped) return
      state = { status: assignment ? 'idle' : 'dry' }
      link.succeeded()
      if (assignment) onClaimed(assignment)
      else timer = setTimeout(lookAgain, LOOK_AGAIN_MS)
      onChange()
      fill()
    } catch (error) {
      if (stopped) return
      const failure = failureOf(error)
      link.failed(failure)
      become({ status: 'failed', message: failure.message })
      // What passes by is tried again by the link.
      if (link.status() === 'up') timer = setTimeout(fill, LOOK_AGAIN_MS)
    }
  }

  return {
    state: () => state,
    fill,
    lookAgain,
    stop() {
      stopped = true
      if (timer) clearTimeout(timer)
      forget()
    },
  }
}
