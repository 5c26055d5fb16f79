import type { Answer } from '@/lib/domain/labelling'
import { type Failure, failureOf, passes } from './failure'
import type { Journal } from './journal'

export type SaveState =
  | { status: 'saved' | 'unsaved' | 'saving' | 'conflict' | 'lease-lost' }
  | { status: 'offline' | 'refused'; reason: string }

type Held = { id: string; fence: number; draftRevision: number; leaseSeconds: number }

export type SaveApi = {
  saveDraft: (input: {
    assignmentId: string
    fence: number
    revision: number
    draft: Answer
    activeMs: number
  }) => Promise<{ revision: number }>
  heartbeat: (input: { assignmentId: string; fence: number }) => Promise<unknown>
}

type Options = {
  held: Held
  api: SaveApi
  journal: Journal
  activeMs: () => number
  onState: (state: SaveState) => void
}

export type SaveOrchestrator = {
  /** Journals at once; on the server within a second. */
  change: (answer: Answer) => void
  /** After a conflict: goes on from the server's revision with what is given. */
  resume: (revision: number, answer: Answer) => void
  /** The draft on the server is newer than what is here: nothing is written until `resume`. */
  hold: () => void
  /** Tries again now, such as when the connection is back. */
  retry: () => void
  /** Ends all writing; resolves when nothing is under way. */
  stop: () => Promise<void>
}

const DELAY_MS = 500
const RETRY_MS = [1000, 2000, 4000, 8000, 15_000] as const

/** Owns a draft's way to the server: journal, save, retry, lease. Nothing else writes it. */
export function createSaveOrchestrator({ held, api, journal, activeMs, onState }: Options): SaveOrchestrator {
  const { id: assignmentId, fence, leaseSeconds } = held
  let revision = held.draftRevision
  let unsaved: Answer | null = null
  let inFlight: Promise<void> | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  let failures = 0
  let halted = false
  const beat = setInterval(keepLease, (leaseSeconds * 1000) / 3)

  function schedule(delayMs: number): void {
    if (halted || timer || inFlight) return
    timer = setTimeout(() => {
      timer = null
      inFlight = save().finally(() => {
        inFlight = null
        if (unsaved)
          schedule(failures === 0 ? DELAY_MS : (RETRY_MS[Math.min(failures, RETRY_MS.length) - 1] ?? DELAY_MS))
      })
    }, delayMs)
  }

  async function save(): Promise<void> {
    const draft = unsaved
    if (!draft || halted) return
    unsaved = null
    // While it is offline it says so, rather than flicker with every attempt.
    if (failures === 0) onState({ status: 'saving' })
    try {
      const saved = await api.saveDraft({ assignmentId, fence, revision, draft, activeMs: activeMs() })
      revision = saved.revision
      failures = 0
      if (unsaved) journal.write(revision, unsaved)
      else journal.clear()
      if (!halted) onState({ status: unsaved ? 'unsaved' : 'saved' })
    } catch (error) {
      unsaved ??= draft
      failures++
      report(failureOf(error))
    }
  }

  async function keepLease(): Promise<void> {
    if (inFlight || halted) return
    try {
      await api.heartbeat({ assignmentId, fence })
    } catch (error) {
      const failure = failureOf(error)
      if (failure.kind === 'lease-lost') report(failure)
    }
  }

  function report(failure: Failure): void {
    if (halted) return
    if (failure.kind === 'stale-draft' || failure.kind === 'lease-lost') halt()
    if (failure.kind === 'stale-draft') onState({ status: 'conflict' })
    else if (failure.kind === 'lease-lost') {
      journal.clear()
      onState({ status: 'lease-lost' })
    } else onState({ status: passes(failure) ? 'offline' : 'refused', reason: failure.message })
  }

  function halt(): void {
    halted = true
    if (timer) clearTimeout(timer)
    timer = null
  }

  return {
    change(answer) {
      unsaved = answer
      journal.write(revision, answer)
      if (halted) return
      if (failures === 0) onState({ status: 'unsaved' })
      schedule(DELAY_MS)
    },
    resume(from, answer) {
      revision = from
      unsaved = answer
      failures = 0
      halted = false
      journal.write(revision, answer)
      schedule(0)
    },
    hold() {
      halt()
      onState({ status: 'conflict' })
    },
    retry() {
      if (halted || !unsaved) return
      if (timer) clearTimeout(timer)
      timer = null
      schedule(0)
    },
    async stop() {
      halt()
      clearInterval(beat)
      await inFlight
    },
  }
}
