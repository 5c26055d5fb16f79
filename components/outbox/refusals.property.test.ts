import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMemoryJournal } from './journal'
import type { Action, Operation } from './operation'
import * as outboxOf from './outbox'
import { createModelServer, draft, failureOf, OWNER, Refusal, type Said, submit, uuid } from './testing'

/** What may happen to one of two pairs whose person, or an admin, is elsewhere as well. */
const EVENTS = [
  ...(['type', 'type', 'type', 'submit', 'send', 'send', 'send', 'reply', 'reply', 'reply'] as const),
  ...(['lose-request', 'lose-reply', 'crash', 'refuse', 'write-elsewhere', 'claim-elsewhere', 'free'] as const),
  ...(['keep-mine', 'take-theirs'] as const),
] as const
type Event = (typeof EVENTS)[number]
const PAIRS = [uuid(1), uuid(2)] as const
type Pair = (typeof PAIRS)[number]

/** One person, one computer whose journal survives crashes, and a server that refuses, frees and hands out elsewhere. */
class World {
  readonly server = createModelServer()
  readonly disk = new Map<string, Operation<Said>>()
  /** What was said last of each pair and not given up by choice. */
  readonly said = new Map<Pair, string>()
  /** What was written elsewhere and nobody has chosen to replace. */
  readonly guarded = new Map<Pair, string>()
  outbox = outboxOf.loadOutbox<Said>(OWNER, [])
  readonly #journal = createMemoryJournal(this.disk)
  readonly #done = new Set<Pair>()
  readonly #left = new Set<Pair>()
  #flight: Operation<Said> | null = null
  #refusing = false
  #made = 1000
  #clock = 0

  constructor() {
    for (const pair of PAIRS) this.#claim(pair)
  }

  readonly happen: Record<Event, (pair: Pair) => void> = {
    type: (pair) => this.#say(pair, draft, 'typed'),
    // While the person has to choose there is nothing to submit.
    submit: (pair) => this.outbox.parked.has(pair) || this.#say(pair, submit, 'answer'),
    send: () => this.#send(),
    reply: () => this.#reply(),
    'lose-request': () => this.#loseRequest(),
    'lose-reply': () => {
      if (this.#flight) this.#apply(this.#flight)
      this.#loseRequest()
    },
    crash: () => {
      this.#flight = null
      this.outbox = outboxOf.loadOutbox(OWNER, [...this.disk.values()])
    },
    refuse: () => {
      this.#refusing = true
    },
    'keep-mine': (pair) => this.#choose(pair, 'mine'),
    'take-theirs': (pair) => this.#choose(pair, 'theirs'),
    'claim-elsewhere': (pair) => this.#isClaimed(pair) && this.server.claim(pair),
    'write-elsewhere': (pair) => this.#isClaimed(pair) && this.#writeElsewhere(pair),
    free: (pair) => {
      // Of a fence that was never here the server keeps nothing [QU25].
      const isHeldHere = this.outbox.bases.get(pair)?.fence === this.server.kept.get(pair)?.fence
      if (!isHeldHere || !this.#isClaimed(pair)) return
      this.server.free(pair)
      this.guarded.delete(pair)
    },
  }

  /** Sends what there is; where a choice is to be made, keeps what is here. */
  settle(): void {
    for (let round = 0; this.outbox.operations.length > 0 || this.#flight; round++) {
      if (round > 500) throw new Error('The outbox never empties.')
      this.#send()
      this.#reply()
      for (const pair of PAIRS) this.#choose(pair, 'mine')
    }
  }

  #say(pair: Pair, action: (comment: string) => Action<Said>, word: string): void {
    if (this.#done.has(pair) || this.#left.has(pair)) return
    if (!this.outbox.bases.has(pair) && !this.#isClaimed(pair)) return
    if (!this.outbox.bases.has(pair)) this.#claim(pair)
    const id = uuid(this.#made++)
    const comment = `${word} ${this.#made}`
    this.#keep(outboxOf.append(this.outbox, pair, action(comment), { id, at: 0, nowMs: this.#clock }))
    this.said.set(pair, comment)
    if (action === submit) this.#done.add(pair)
  }

  #isClaimed(pair: Pair): boolean {
    return this.server.kept.get(pair)?.state === 'claimed'
  }

  #claim(pair: Pair): void {
    const { fence, revision } = this.server.claim(pair)
    // What is handed out is on the screen, to be gone on from.
    this.guarded.delete(pair)
    this.outbox = outboxOf.setBase(this.outbox, pair, { fence, revision })
  }

  #send(): void {
    this.#clock += 1000
    const next = outboxOf.nextToSend(this.outbox, this.#clock)
    if (this.#flight || next === null || typeof next === 'number') return
    this.outbox = outboxOf.markSent(this.outbox, next.id)
    this.#flight = next
  }

  #apply(operation: Operation<Said>) {
    try {
      if (this.#refusing && operation.kind === 'submit') throw new Refusal('answer-incomplete')
      return { reply: this.server.apply(operation) }
    } catch (error) {
      return { error }
    } finally {
      if (operation.kind === 'submit') this.#refusing = false
    }
  }

  #reply(): void {
    const operation = this.#flight
    if (!operation) return
    this.#flight = null
    const { reply, error } = this.#apply(operation)
    if (reply) {
      this.#keep(outboxOf.acknowledge(this.outbox, operation, reply))
      return
    }
    const step = outboxOf.fail(this.outbox, operation, failureOf(error), uuid(this.#made++))
    this.#keep(step)
    // A refused answer brings its pair back.
    if (step.verdict === 'give-up') this.#done.delete(operation.assignmentId)
  }

  #loseRequest(): void {
    if (!this.#flight) return
    this.#keep(outboxOf.fail(this.outbox, this.#flight, failureOf(new TypeError('fetch failed')), uuid(this.#made++)))
    this.#flight = null
  }

  #choose(pair: Pair, which: 'mine' | 'theirs'): void {
    const theirs = this.server.kept.get(pair)
    if (!theirs || !this.outbox.parked.has(pair)) return
    this.guarded.delete(pair)
    if (theirs.state !== 'claimed') {
      // Gone on with elsewhere, then freed: what is there stays.
      if (this.outbox.parked.get(pair)?.kind === 'stale-draft') this.said.delete(pair)
      this.#keep(outboxOf.leave(this.outbox, pair))
      this.#left.add(pair)
    } else if (which === 'mine') this.#keep(outboxOf.keepMine(this.outbox, pair, theirs))
    else {
      this.#keep(outboxOf.dropMine(this.outbox, pair))
      this.outbox = outboxOf.setBase(this.outbox, pair, theirs)
      this.said.delete(pair)
      this.#done.delete(pair)
    }
  }

  #writeElsewhere(pair: Pair): void {
    const task = this.server.kept.get(pair)
    if (!task) return
    const text = `elsewhere ${this.#made++}`
    Object.assign(task, { revision: task.revision + 1, draft: text, draftOperationId: null })
    this.guarded.set(pair, text)
    // What the server had was theirs to replace; what it had not is still to be chosen.
    if (outboxOf.operationsOf(this.outbox, pair).length === 0) this.said.delete(pair)
  }

  #keep({ outbox, writes }: outboxOf.Step<Said>): void {
    this.outbox = outbox
    void this.#journal.write(writes, 'strict')
  }
}

const story = fc.array(fc.tuple(fc.constantFrom(...EVENTS), fc.constantFrom(...PAIRS)), { maxLength: 80 })
const runs = { numRuns: 600 }

test('[SV1] [SV4] [SV8] [SV9] refused, parked or crashed: the journal holds what is not on the server, and nothing else', () => {
  fc.assert(
    fc.property(story, (events) => {
      const world = new World()
      for (const [event, pair] of events) {
        world.happen[event](pair)
        expect([...world.disk.values()].toSorted((a, b) => a.seq - b.seq)).toEqual(world.outbox.operations)
      }
      world.settle()
      expect([world.disk.size, world.outbox.parked.size, world.outbox.inFlight]).toEqual([0, 0, null])
    }),
    runs,
  )
})

test('[SV7] [SV8] [SV9] whatever meets something newer, the last that was said reaches the server, unless its person chose otherwise', () => {
  fc.assert(
    fc.property(story, (events) => {
      const world = new World()
      for (const [event, pair] of events) world.happen[event](pair)
      world.settle()
      for (const [pair, comment] of world.said) expect(world.server.kept.get(pair)?.draft).toBe(comment)
    }),
    runs,
  )
})

test('[SV9] no draft takes the place of what was written elsewhere before its person has chosen', () => {
  fc.assert(
    fc.property(story, (events) => {
      const world = new World()
      for (const [event, pair] of events) {
        world.happen[event](pair)
        for (const [guarded, comment] of world.guarded) {
          const task = world.server.kept.get(guarded)
          if (task?.submissions.length === 0) expect(task.draft).toBe(comment)
        }
      }
    }),
    runs,
  )
})
