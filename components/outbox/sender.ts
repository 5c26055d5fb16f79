import type { Durability, Journal } from './journal'
import type { Failure, Link } from './link'
import { type Action, closes, type Operation, type Owner } from './operation'
import type { Base, JournalWrite, Outbox, Step } from './outbox'
import * as outboxOf from './outbox'

/** What the server says to an operation, as far as later ones build on it. */
export type Reply = Partial<Base>

export type SenderEvent<Content, R extends Reply> =
  | { type: 'acknowledged'; operation: Operation<Content>; reply: R }
  | { type: 'parked'; operation: Operation<Content>; failure: Failure }
  | { type: 'given-up'; operation: Operation<Content>; failure: Failure }
  | { type: 'replaced'; operation: Operation<Content>; failure: Failure }

const EVENT_OF = { park: 'parked', 'give-up': 'given-up', replace: 'replaced' } as const

type SenderOptions<Content, R extends Reply> = {
  owner: Owner
  /** What the journal held when the tab opened. */
  stored: readonly Operation<Content>[]
  journal: Journal<Content>
  link: Link
  send: (operation: Operation<Content>) => Promise<R>
  /** What an error of `send` means. */
  failureOf: (error: unknown) => Failure
  /** Whether the session is still this person's; asked before something is taken for gone. */
  isSamePerson: () => Promise<boolean>
  newId: () => string
  /** Only goes forward, ms. */
  nowMs: () => number
  /** For people to read, ms. */
  wallClock: () => number
  onEvent: (event: SenderEvent<Content, R>) => void
  onChange: () => void
}

/** The one place that sends: operations in order, each journalled before it goes. Source: docs/spec/saving.md */
export class Sender<Content, R extends Reply = Reply> {
  readonly #options: SenderOptions<Content, R>
  readonly #forgetTries: () => void
  #outbox: Outbox<Content>
  /** Resolves when everything so far is in the journal. */
  #written: Promise<void> = Promise.resolve()
  #writeFailed = false
  #draining: Promise<void> | null = null
  /** Something came while a run was about to end. */
  #lookAgain = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #stopped = false
  #abandoned = false

  constructor(options: SenderOptions<Content, R>) {
    this.#options = options
    this.#outbox = outboxOf.loadOutbox(options.owner, options.stored)
    this.#forgetTries = options.link.onTry(() => this.#drain(true))
    // What an earlier tab left behind goes out at once.
    queueMicrotask(() => this.#drain(false))
  }

  outbox(): Outbox<Content> {
    return this.#outbox
  }

  /** Whether what is done reaches the disk of this computer, rather than this tab alone. */
  isDurable(): boolean {
    return this.#options.journal.durable && !this.#writeFailed
  }

  /** An assignment was claimed, or taken back: later operations are made on this base. */
  setBase(assignmentId: string, base: Base): void {
    this.#outbox = outboxOf.setBase(this.#outbox, assignmentId, base)
  }

  /** Takes an action in; its journal transaction has begun when this returns. @returns id of the operation */
  add(assignmentId: string, action: Action<Content>): string {
    const { newId, wallClock, nowMs } = this.#options
    const id = newId()
    if (this.#stopped) return id
    const isAnswer = closes(action) || action.kind === 'first'
    const step = outboxOf.append(this.#outbox, assignmentId, action, { id, at: wallClock(), nowMs: nowMs() })
    this.#apply(step, isAnswer ? 'strict' : 'relaxed')
    this.#drain(false)
    return id
  }

  /** Takes back what was not sent yet: an answer is a draft then. @returns whether it was; else it may have been sent */
  withdraw(id: string): boolean {
    const step = this.#stopped ? null : outboxOf.withdraw(this.#outbox, id, this.#options.newId())
    if (!step) return false
    this.#apply(step, 'strict')
    this.#drain(false)
    return true
  }

  keepMine(assignmentId: string, base: Base): void {
    this.#choose((outbox) => outboxOf.keepMine(outbox, assignmentId, base))
  }

  dropMine(assignmentId: string): void {
    this.#choose((outbox) => outboxOf.dropMine(outbox, assignmentId))
  }

  /** The person goes on from a pair whose lease is lost. */
  leave(assignmentId: string): void {
    this.#choose((outbox) => outboxOf.leave(outbox, assignmentId))
  }

  /** Sends without waiting for more to come. */
  flush(): void {
    this.#outbox = outboxOf.hurry(this.#outbox)
    this.#drain(false)
  }

  /** Ends all sending and writing; resolves when nothing is under way and the journal is written. */
  async stop(): Promise<void> {
    this.#end()
    await this.#draining
    await this.#written
  }

  /** Sends what it can, then stops. */
  async finish(): Promise<void> {
    await this.#draining
    this.flush()
    await this.#draining
    await this.stop()
  }

  /** Another tab took over without waiting: from now on nothing here touches the journal. */
  abandon(): void {
    this.#abandoned = true
    this.#end()
  }

  /** A tab that has handed over chooses nothing any more: the journal is the other tab's. */
  #choose(step: (outbox: Outbox<Content>) => Step<Content>): void {
    if (this.#stopped) return
    this.#apply(step(this.#outbox))
    this.#drain(false)
  }

  #end(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
    this.#forgetTries()
  }

  #apply({ outbox, writes }: Step<Content>, durability: Durability = 'relaxed'): void {
    this.#outbox = outbox
    if (writes.length > 0) this.#persist(writes, durability)
    this.#options.onChange()
  }

  #persist(writes: readonly JournalWrite<Content>[], durability: Durability): void {
    const before = this.#written
    const writing = this.#write(writes, durability).catch(() => {
      // A full or forbidden disk must not stop the work: it is sent all the same, and the screen says so.
      this.#writeFailed = true
      this.#options.onChange()
    })
    this.#written = Promise.all([before, writing]).then(() => undefined)
  }

  /** A journal that throws instead of rejecting fails in the same way. */
  async #write(writes: readonly JournalWrite<Content>[], durability: Durability): Promise<void> {
    await this.#options.journal.write(writes, durability)
  }

  /** @param forced tries once although the server was out of reach */
  #drain(forced: boolean): void {
    if (this.#stopped) return
    this.#lookAgain = this.#draining !== null
    if (this.#draining) return
    this.#draining = this.#run(forced).finally(() => {
      this.#draining = null
      if (this.#lookAgain) this.#drain(false)
    })
  }

  async #run(forced: boolean): Promise<void> {
    const { link, nowMs } = this.#options
    let trying = forced
    while (!this.#stopped && (link.status() === 'up' || (trying && link.status() === 'down'))) {
      const next = outboxOf.nextToSend(this.#outbox, nowMs())
      if (next === null) return
      if (typeof next === 'number') return this.#wait(next)
      if (!(await this.#isWritten())) continue
      if (this.#stopped) return
      // Something changed while the journal was written: look again at what comes first.
      if (!this.#outbox.operations.includes(next)) continue
      trying = false
      this.#outbox = outboxOf.markSent(this.#outbox, next.id)
      this.#options.onChange()
      await this.#attempt(next)
      await this.#written
    }
  }

  /** Waits for the journal. @returns whether nothing more was to be written by then */
  async #isWritten(): Promise<boolean> {
    const written = this.#written
    await written
    return written === this.#written
  }

  async #attempt(operation: Operation<Content>): Promise<void> {
    const { send, link, newId, onEvent } = this.#options
    try {
      const reply = await send(operation)
      if (this.#abandoned) return
      this.#apply(outboxOf.acknowledge(this.#outbox, operation, baseIn(reply)))
      link.succeeded()
      onEvent({ type: 'acknowledged', operation, reply })
    } catch (error) {
      const failure = await this.#meaningOf(error)
      if (this.#abandoned) return
      const { verdict, ...step } = outboxOf.fail(this.#outbox, operation, failure, newId())
      this.#apply(step)
      if (verdict === 'wait') link.failed(failure)
      else {
        link.succeeded()
        onEvent({ type: EVENT_OF[verdict], operation, failure })
      }
    }
  }

  /** What exists for one person does not for another: before it counts as gone, the session is looked at. */
  async #meaningOf(error: unknown): Promise<Failure> {
    const { failureOf, isSamePerson } = this.#options
    const failure = failureOf(error)
    if (failure.kind !== 'unknown-here') return failure
    try {
      return (await isSamePerson()) ? failure : { ...failure, kind: 'signed-out' }
    } catch (again) {
      return failureOf(again)
    }
  }

  #wait(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#drain(false), ms)
  }
}

function baseIn({ fence, revision }: Reply): Reply {
  return { ...(fence !== undefined && { fence }), ...(revision !== undefined && { revision }) }
}
