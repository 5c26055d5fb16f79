import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMemoryJournal } from './journal'
import type { Action, Operation } from './operation'
import type { JournalWrite, Outbox } from './outbox'
import * as outboxOf from './outbox'
import { createModelServer, draft, failureOf, OWNER, type Said, submit, uuid } from './testing'

/** What may happen at any moment to a person who labels one pair after the other. */
type Event =
  | 'type'
  | 'submit'
  | 'skip'
  | 'take-back'
  | 'send'
  | 'reply'
  | 'lose-request'
  | 'lose-reply'
  | 'duplicate'
  | 'crash'
const EVENTS = [
  ...Array<Event>(4).fill('type'),
  ...Array<Event>(4).fill('submit'),
  ...Array<Event>(8).fill('send'),
  ...Array<Event>(6).fill('reply'),
  'skip',
  'take-back',
  'lose-request',
  'lose-reply',
  'duplicate',
  'crash',
] as const satisfies readonly Event[]

/** A person, a computer whose journal survives crashes, and a network that loses and repeats. */
function createWorld() {
  const server = createModelServer()
  const disk = new Map<string, Operation<Said>>()
  const journal = createMemoryJournal(disk)
  /** Answers as the person believes them given, in order. */
  const given: string[] = []
  const skipped = new Set<string>()
  let outbox: Outbox<Said> = outboxOf.loadOutbox<Said>(OWNER, [])
  let made = 1
  let reopened = 0
  let clock = 0
  let current: string | null = null
  let typed = ''
  /** Sent, and what the server said if it got it. */
  let flight: { operation: Operation<Said>; arrived: boolean } | null = null
  let last: { id: string; assignmentId: string; comment: string } | null = null

  function keep({ outbox: next, writes }: { outbox: Outbox<Said>; writes: readonly JournalWrite<Said>[] }): void {
    outbox = next
    void journal.write(writes, 'strict')
  }

  function open(): string {
    if (current) return current
    const exclude = new Set(outboxOf.assignmentsUnderway(outbox))
    const mine = [...server.kept].find(([id, { state }]) => state === 'claimed' && !exclude.has(id))
    current = mine?.[0] ?? uuid(5000 + made++)
    const { fence, revision, draft: kept } = server.claim(current)
    outbox = outboxOf.setBase(outbox, current, { fence, revision })
    typed = kept
    return current
  }

  function add(assignmentId: string, action: Action<Said>): string {
    const id = uuid(made++)
    keep(outboxOf.append(outbox, assignmentId, action, { id, at: 0, nowMs: clock }))
    return id
  }

  function arrive(operation: Operation<Said>) {
    try {
      return { reply: server.apply(operation) }
    } catch (error) {
      return { error }
    }
  }

  function finish(): void {
    if (!flight) return
    const { operation } = flight
    const result = arrive(operation)
    flight = null
    if ('reply' in result && result.reply) {
      keep(outboxOf.acknowledge(outbox, operation, result.reply))
      if (operation.kind !== 'reopen') return
      current = operation.assignmentId
      typed = server.kept.get(current)?.draft ?? ''
    } else {
      const { verdict, ...step } = outboxOf.fail(outbox, operation, failureOf(result.error), uuid(made++))
      keep(step)
      throw new Error(`Nothing may be refused here, but ${operation.kind} was: ${verdict}`)
    }
  }

  const happen: Record<Event, () => void> = {
    type() {
      const id = open()
      typed = `${typed}${made % 10}`
      add(id, draft(typed))
    },
    submit() {
      const assignmentId = open()
      const comment = `${assignmentId.slice(-4)}:${made}`
      last = { id: add(assignmentId, submit(comment)), assignmentId, comment }
      given.push(comment)
      current = null
    },
    skip() {
      const id = open()
      add(id, { kind: 'skip', reason: 'dark' })
      skipped.add(id)
      current = null
    },
    'take-back'() {
      if (!last || current) return
      const { id, assignmentId, comment } = last
      const step = outboxOf.withdraw(outbox, id, uuid(made++))
      last = null
      if (!step) {
        reopened++
        add(assignmentId, { kind: 'reopen', submissionId: id })
        return
      }
      keep(step)
      given.splice(given.indexOf(comment), 1)
      current = assignmentId
      typed = comment
    },
    send() {
      clock += 1000
      const next = outboxOf.nextToSend(outbox, clock)
      if (flight || next === null || typeof next === 'number') return
      outbox = outboxOf.markSent(outbox, next.id)
      flight = { operation: next, arrived: false }
    },
    reply: finish,
    'lose-request'() {
      if (!flight) return
      keep(outboxOf.fail(outbox, flight.operation, failureOf(new TypeError('fetch failed')), uuid(made++)))
      flight = null
    },
    'lose-reply'() {
      if (!flight) return
      arrive(flight.operation)
      happen['lose-request']()
    },
    duplicate() {
      if (flight) arrive(flight.operation)
    },
    crash() {
      // The request may be under way while the tab dies.
      if (flight && made % 2) arrive(flight.operation)
      flight = null
      last = null
      outbox = outboxOf.loadOutbox(OWNER, [...disk.values()])
      // A new tab sends what is left before it claims.
      settle()
      current = null
    },
  }

  function settle(): void {
    for (let round = 0; outbox.operations.length > 0; round++) {
      if (round > 1000) throw new Error('The outbox never empties.')
      happen.send()
      finish()
    }
  }

  return { server, disk, given, skipped, happen, settle, typed: () => ({ current, typed }), reopened: () => reopened }
}

const runs = { numRuns: 400 }

test('[SV1] [SV2] [SV4] whatever fails, crashes or arrives twice: every answer is on the server once and in order', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...EVENTS), { maxLength: 120 }), (events) => {
      const world = createWorld()
      for (const event of events) world.happen[event]()
      world.settle()
      expect(world.server.arrived).toEqual(world.given)
      expect(world.disk.size).toBe(0)
      const answers = [...world.server.kept.values()].map(({ submissions }) => submissions.length)
      expect(answers.reduce((sum, count) => sum + Math.max(0, count - 1), 0)).toBeLessThanOrEqual(world.reopened())
      for (const id of world.skipped) expect(world.server.kept.get(id)?.state).toBe('skipped')
    }),
    runs,
  )
})

test('[SV1] [SV5] the draft of the pair at hand is on the server as it was last typed', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...EVENTS), { maxLength: 120 }), (events) => {
      const world = createWorld()
      for (const event of [...events, 'type' as const]) world.happen[event]()
      const { current, typed } = world.typed()
      world.settle()
      expect(world.server.kept.get(current ?? '')?.draft).toBe(typed)
    }),
    runs,
  )
})
