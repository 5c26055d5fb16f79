import { type Failure, failureOf } from './failure'
import type { Journal } from './journal'
import type { Link } from './link'
import { type Action, closes, type Operation, type Owner } from './operation'
import type { Head, JournalWrite, Outbox, Step } from './outbox'
import * as outboxOf from './outbox'

/** What the server says to an operation, as far as later ones build on it. */
export type Reply = Partial<Head>

export type SenderEvent<R extends Reply> =
  | { type: 'acknowledged'; operation: Operation; reply: R }
  | { type: 'parked'; operation: Operation; failure: Failure }
  | { type: 'given-up'; operation: Operation; failure: Failure }

type Options<R extends Reply> = {
  owner: Owner
  /** What the journal held when the tab opened. */
  stored: readonly Operation[]
  journal: Journal
  link: Link
  send: (operation: Operation) => Promise<R>
  /** Whether the session is still this person's; asked before something is taken for gone. */
  isSamePerson: () => Promise<boolean>
  newId: () => string
  /** Only goes forward, ms. */
  nowMs: () => number
  /** For people to read, ms. */
  wallClock: () => number
  onEvent: (event: SenderEvent<R>) => void
  onChange: () => void
}

export type Sender = {
  outbox: () => Outbox
  /** Whether something could not be written to the journal, so that only this tab has it. */
  journalFailed: () => boolean
  open: (assignmentId: string, head: Head) => void
  /** Takes an action in; its journal transaction has begun when this returns. @returns id of the operation */
  add: (assignmentId: string, action: Action) => string
  /** Takes an answer back that was not sent yet. @returns it, or null when it may have been sent */
  withdraw: (id: string) => Operation | null
  keepMine: (assignmentId: string, head: Head) => void
  dropMine: (assignmentId: string) => void
  /** Sends without waiting for more to come. */
  flush: () => void
  /** Ends all sending and writing; resolves when nothing is under way and the journal is written. */
  stop: () => Promise<void>
  /** Sends what it can, then stops. */
  finish: () => Promise<void>
  /** Another tab took over without waiting: from now on nothing here touches the journal. */
  abandon: () => void
}

/** The one place that sends: operations in order, each journalled before it goes. Source: docs/spec/saving.md */
export function createSender<R extends Reply>(options: Options<R>): Sender {
  const { owner, stored, journal, link, send, newId, nowMs, wallClock, onEvent, onChange } = options
  let outbox = outboxOf.loadOutbox(owner, stored)
  let written: Promise<void> = Promise.resolve()
  let journalFailed = false
  let draining: Promise<void> | null = null
  let lookAgain = false
  let timer: ReturnType<typeof setTimeout> | null = null
  let stopped = false
  let abandoned = false
  const forgetTries = link.onTry(() => drain(true))
  // What an earlier sitting left behind goes out at once.
  queueMicrotask(() => drain(false))

  function apply(step: Step, durability: 'strict' | 'relaxed' = 'relaxed'): void {
    outbox = step.outbox
    persist(step.writes, durability)
    onChange()
  }

  function persist(writes: readonly JournalWrite[], durability: 'strict' | 'relaxed'): void {
    if (writes.length === 0) return
    const before = written
    const writing = begin(writes, durability).catch(() => {
      // A full or forbidden disk must not stop the work: it is sent all the same, and the screen says so.
      journalFailed = true
      onChange()
    })
    written = Promise.all([before, writing]).then(() => undefined)
  }

  async function begin(writes: readonly JournalWrite[], durability: 'strict' | 'relaxed'): Promise<void> {
    await journal.write(writes, durability)
  }

  function drain(forced: boolean): void {
    if (stopped) return
    // What comes while a run is about to end would otherwise wait for the next reason to look.
    lookAgain = draining !== null
    if (draining) return
    draining = run(forced).finally(() => {
      draining = null
      if (lookAgain) drain(false)
    })
  }

  async function run(forced: boolean): Promise<void> {
    let trying = forced
    while (!stopped && (link.status() === 'up' || (trying && link.status() === 'down'))) {
      const next = outboxOf.nextToSend(outbox, nowMs())
      if (next === null) return
      if (typeof next === 'number') return wait(next)
      const settled = written
      await settled
      if (stopped) return
      // Something changed while the journal was written: look again at what comes first.
      if (written !== settled || !outbox.operations.includes(next)) continue
      trying = false
      outbox = outboxOf.began(outbox, next.id)
      onChange()
      await attempt(next)
      await written
    }
  }

  async function attempt(operation: Operation): Promise<void> {
    try {
      const reply = await send(operation)
      if (abandoned) return
      apply(outboxOf.acknowledged(outbox, operation, pick(reply)))
      link.succeeded()
      onEvent({ type: 'acknowledged', operation, reply })
    } catch (error) {
      const failure = await meaningOf(error)
      if (abandoned) return
      const { verdict, ...step } = outboxOf.failed(outbox, operation, failure, newId())
      apply(step)
      if (verdict === 'wait') link.failed(failure)
      else {
        link.succeeded()
        onEvent({ type: verdict === 'park' ? 'parked' : 'given-up', operation, failure })
      }
    }
  }

  async function meaningOf(error: unknown): Promise<Failure> {
    const failure = failureOf(error)
    if (failure.kind !== 'unknown-here') return failure
    try {
      return (await options.isSamePerson()) ? failure : { ...failure, kind: 'signed-out' }
    } catch (again) {
      return failureOf(again)
    }
  }

  function wait(ms: number): void {
    if (timer) clearTimeout(timer)
    timer = setTimeout(() => drain(false), ms)
  }

  async function stop(): Promise<void> {
    stopped = true
    if (timer) clearTimeout(timer)
    forgetTries()
    await draining
    await written
  }

  function flush(): void {
    outbox = { ...outbox, since: new Map() }
    drain(false)
  }

  return {
    outbox: () => outbox,
    journalFailed: () => journalFailed || !journal.durable,
    open(assignmentId, head) {
      outbox = outboxOf.openHead(outbox, assignmentId, head)
    },
    add(assignmentId, action) {
      const id = newId()
      if (stopped) return id
      const at = { id, at: wallClock(), nowMs: nowMs() }
      const isAnswer = closes(action) || action.kind === 'first'
      apply(outboxOf.append(outbox, assignmentId, action, at), isAnswer ? 'strict' : 'relaxed')
      drain(false)
      return id
    },
    withdraw(id) {
      const step = stopped ? null : outboxOf.withdraw(outbox, id)
      if (!step) return null
      apply(step, 'strict')
      return step.operation
    },
    keepMine(assignmentId, head) {
      apply(outboxOf.keepMine(outbox, assignmentId, head))
      drain(false)
    },
    dropMine(assignmentId) {
      apply(outboxOf.dropMine(outbox, assignmentId))
      drain(false)
    },
    flush,
    stop,
    async finish() {
      await draining
      flush()
      await draining
      await stop()
    },
    abandon() {
      stopped = true
      abandoned = true
      if (timer) clearTimeout(timer)
      forgetTries()
    },
  }
}

function pick({ fence, revision }: Reply): Reply {
  return { ...(fence !== undefined && { fence }), ...(revision !== undefined && { revision }) }
}
