import { type Failure, passes } from './failure'

export type LinkStatus = 'up' | 'down' | 'signed-out'

/** Whether the server answers, told by the calls themselves; what the browser believes is only a reason to try. */
export type Link = {
  status: () => LinkStatus
  /** Nothing can be sent because the disk of the server is full. */
  isFull: () => boolean
  /** Any call was answered. */
  succeeded: () => void
  /** Any call failed; only what passes by changes the status. */
  failed: (failure: Failure) => void
  /** Tries at once, such as when the browser says that it is online, or after signing in. */
  tryNow: () => void
  /** Called when it is time to try again, and when the link is back. */
  onTry: (listener: () => void) => () => void
  onChange: (listener: (status: LinkStatus) => void) => () => void
  stop: () => void
}

const FIRST_MS = 500
const LONGEST_MS = 15_000

/** Doubles with every failure in a row, up to 15 s; between half and all of it, so that many screens do not come back at once. */
export function backOffMs(failures: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1))
  return Math.round(full * (0.5 + random / 2))
}

/** Timers alone measure delays here, so a clock that is set makes no difference. Source: docs/spec/saving.md [SV6] */
export function createLink({ random }: { random: () => number }): Link {
  let status: LinkStatus = 'up'
  let full = false
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | null = null
  let stopped = false
  const tries = new Set<() => void>()
  const changes = new Set<(status: LinkStatus) => void>()

  function become(next: LinkStatus, isFull = false): void {
    if (next === status && isFull === full) return
    status = next
    full = isFull
    for (const listener of [...changes]) listener(status)
  }

  function callTries(): void {
    if (stopped) return
    if (status === 'down') {
      failures++
      schedule()
    }
    for (const listener of [...tries]) listener()
  }

  function schedule(): void {
    if (timer) clearTimeout(timer)
    timer = setTimeout(callTries, backOffMs(failures, random()))
  }

  function unschedule(): void {
    if (timer) clearTimeout(timer)
    timer = null
  }

  return {
    status: () => status,
    isFull: () => full,
    succeeded() {
      if (status === 'up' || stopped) return
      unschedule()
      failures = 0
      become('up')
      callTries()
    },
    failed(failure) {
      if (!passes(failure) || stopped) return
      if (failure.kind === 'signed-out') {
        unschedule()
        become('signed-out')
      } else if (status === 'up') {
        failures = 1
        become('down', failure.full)
        schedule()
      } else if (status === 'down') become('down', failure.full)
    },
    tryNow() {
      if (status === 'signed-out') become('down')
      callTries()
    },
    onTry(listener) {
      tries.add(listener)
      return () => tries.delete(listener)
    },
    onChange(listener) {
      changes.add(listener)
      return () => changes.delete(listener)
    },
    stop() {
      stopped = true
      unschedule()
    },
  }
}
