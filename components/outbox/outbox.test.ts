import { expect, test } from 'vitest'
import type { Failure } from './link'
import type { Action } from './operation'
import * as outboxOf from './outbox'
import { DRAFT_WAIT_MS, type Outbox } from './outbox'
import { draft, OWNER, type Said, submit, uuid } from './testing'

const ONE = uuid(1)
const TWO = uuid(2)
let made = 100
const failure = (kind: Failure['kind']): Failure => ({ kind, message: kind })

function begin(...assignments: string[]): Outbox<Said> {
  return assignments.reduce(
    (outbox, id) => outboxOf.setBase(outbox, id, { fence: 3, revision: 7 }),
    outboxOf.loadOutbox<Said>(OWNER, []),
  )
}

function add(outbox: Outbox<Said>, assignmentId: string, action: Action<Said>, nowMs = 0): Outbox<Said> {
  return outboxOf.append(outbox, assignmentId, action, { id: uuid(made++), at: 0, nowMs }).outbox
}

/** The comments of what waits, oldest first. */
function comments({ operations }: Outbox<Said>): string[] {
  return operations.map((operation) => ('answer' in operation ? operation.answer.comment : operation.kind))
}

function first(outbox: Outbox<Said>) {
  const next = outboxOf.nextToSend(outbox, 1e9)
  if (next === null || typeof next === 'number') throw new Error('nothing to send')
  return next
}

test('[SV3] drafts in a row are one operation with the newest answer', () => {
  const outbox = ['a', 'b', 'c'].reduce((before, text) => add(before, ONE, draft(text)), begin(ONE))
  expect(comments(outbox)).toEqual(['c'])
  expect(first(outbox)).toMatchObject({ fence: 3, revision: 7 })
})

test('[SV3] what the server may have got is never changed: the next draft comes behind it', () => {
  let outbox = add(begin(ONE), ONE, draft('a'))
  outbox = outboxOf.markSent(outbox, first(outbox).id)
  outbox = add(add(outbox, ONE, draft('b')), ONE, draft('c'))
  expect(comments(outbox)).toEqual(['a', 'c'])
})

test('[SV3] an answer takes the place of the drafts before it, and nothing comes after it', () => {
  const outbox = add(add(add(begin(ONE), ONE, draft('a')), ONE, submit('done')), ONE, draft('too late'))
  expect(comments(outbox)).toEqual(['done'])
})

test('[SV2] a draft waits for more, unless something is behind it', () => {
  const outbox = add(begin(ONE, TWO), ONE, draft('a'), 1000)
  expect(outboxOf.nextToSend(outbox, 1100)).toBe(DRAFT_WAIT_MS - 100)
  expect(outboxOf.nextToSend(outbox, 1000 + DRAFT_WAIT_MS)).toMatchObject({ kind: 'draft' })
  expect(outboxOf.nextToSend(add(outbox, TWO, submit('b')), 1100)).toMatchObject({ assignmentId: ONE })
})

test('[SV2] one at a time, in order over all assignments', () => {
  let outbox = add(add(begin(ONE, TWO), ONE, submit('first')), TWO, submit('second'))
  const sent = first(outbox)
  outbox = outboxOf.markSent(outbox, sent.id)
  expect(outboxOf.nextToSend(outbox, 1e9)).toBeNull()
  outbox = outboxOf.acknowledge(outbox, sent, {}).outbox
  expect(comments({ ...outbox, operations: [first(outbox)] })).toEqual(['second'])
})

test('[SV5] a draft behind an acknowledged one goes on from its revision, in the journal too', () => {
  let outbox = add(begin(ONE), ONE, draft('a'))
  const sent = first(outbox)
  outbox = add(outboxOf.markSent(outbox, sent.id), ONE, draft('b'))
  const step = outboxOf.acknowledge(outbox, sent, { revision: 8 })
  expect(first(step.outbox)).toMatchObject({ revision: 8, fence: 3 })
  expect(step.writes).toEqual([{ remove: sent.id }, { put: first(step.outbox) }])
})

test('[SV4] what the journal held at the start may have been sent, so it goes out as it is', () => {
  const stored = add(begin(ONE), ONE, draft('a')).operations
  const outbox = add(outboxOf.loadOutbox(OWNER, stored), ONE, draft('b'))
  expect(comments(outbox)).toEqual(['a', 'b'])
  expect(outbox.operations[0]?.id).toBe(stored[0]?.id)
  expect(outboxOf.nextToSend(outbox, 0)).toEqual(stored[0])
})

test('[SV6] out of reach and signed out keep everything as it is', () => {
  const outbox = add(begin(ONE), ONE, submit('a'))
  const sent = first(outbox)
  for (const kind of ['offline', 'signed-out'] as const) {
    const step = outboxOf.fail(outboxOf.markSent(outbox, sent.id), sent, failure(kind), uuid(1))
    expect(step).toMatchObject({ verdict: 'wait', writes: [] })
    expect(first(step.outbox)).toEqual(sent)
  }
})

test('[SV7] an answer that the server refuses stays as a draft of its pair', () => {
  const outbox = add(begin(ONE), ONE, submit('incomplete'))
  const sent = first(outbox)
  const step = outboxOf.fail(outboxOf.markSent(outbox, sent.id), sent, failure('refused'), uuid(77))
  expect(step.verdict).toBe('give-up')
  expect(first(step.outbox)).toMatchObject({
    kind: 'draft',
    id: uuid(77),
    revision: 7,
    answer: { comment: 'incomplete' },
  })
})

test('[SV8] something newer on the server stops this pair alone; what others wait for goes on', () => {
  for (const kind of ['stale-draft', 'lease-lost', 'unknown-here'] as const) {
    const outbox = add(add(begin(ONE, TWO), ONE, submit('mine')), TWO, submit('other'))
    const sent = first(outbox)
    const step = outboxOf.fail(outboxOf.markSent(outbox, sent.id), sent, failure(kind), uuid(1))
    expect(step.verdict).toBe('park')
    expect(comments(step.outbox)).toEqual(['mine', 'other'])
    expect(first(step.outbox).assignmentId).toBe(TWO)
  }
})

test('[SV8] under a lost lease the last that was said is sent, so that the server keeps that', () => {
  for (const later of [draft('late'), submit('late')]) {
    let outbox = add(begin(ONE), ONE, draft('early'))
    const early = first(outbox)
    outbox = add(outboxOf.markSent(outbox, early.id), ONE, later)
    const step = outboxOf.fail(outbox, early, failure('lease-lost'), uuid(1))
    expect([step.verdict, step.writes]).toEqual(['replace', [{ remove: early.id }]])
    const late = first(step.outbox)
    expect(late).toMatchObject({ kind: later.kind, fence: 3, answer: { comment: 'late' } })
    expect(outboxOf.fail(outboxOf.markSent(step.outbox, late.id), late, failure('lease-lost'), uuid(2)).verdict).toBe(
      'park',
    )
  }
})

test('[SV8] under a lost lease a skip is no answer: the draft before it stays for its person, and so does the skip', () => {
  let outbox = add(begin(ONE), ONE, draft('early'))
  const early = first(outbox)
  outbox = add(outboxOf.markSent(outbox, early.id), ONE, { kind: 'skip', reason: 'dark' })
  const step = outboxOf.fail(outbox, early, failure('lease-lost'), uuid(1))
  expect([step.verdict, step.writes, comments(step.outbox)]).toEqual(['park', [], ['early', 'skip']])
  expect(outboxOf.nextToSend(step.outbox, 1e9)).toBeNull()
})

test('[SV8] whoever leaves a lost pair leaves nothing behind but what the server cannot have, which is told once', () => {
  for (const early of [draft('early'), { kind: 'first', answer: { comment: 'early' } } as const]) {
    let outbox = add(begin(ONE), ONE, early)
    const sent = first(outbox)
    outbox = outboxOf.fail(outboxOf.markSent(outbox, sent.id), sent, failure('lease-lost'), uuid(1)).outbox
    expect(outboxOf.leave(outbox, ONE)).toMatchObject({ outbox: { operations: [] }, writes: [{ remove: sent.id }] })
    const left = outboxOf.leave(add(outbox, ONE, draft('late')), ONE)
    expect([comments(left.outbox), left.writes]).toEqual([['late'], [{ remove: sent.id }]])
    const late = first(left.outbox)
    const told = outboxOf.markSent(left.outbox, late.id)
    expect(outboxOf.fail(told, late, failure('offline'), uuid(1)).verdict).toBe('wait')
    const over = outboxOf.fail(told, late, failure('lease-lost'), uuid(1))
    expect([over.verdict, over.outbox.operations, over.writes]).toEqual(['replace', [], [{ remove: late.id }]])
    expect(first(add(over.outbox, ONE, draft('claimed again')))).toMatchObject({ kind: 'draft' })
  }
})

test('[SV9] what fails after its person has chosen says nothing of what they chose', () => {
  let outbox = add(begin(ONE), ONE, draft('mine'))
  const sent = first(outbox)
  outbox = outboxOf.markSent(outbox, sent.id)
  const dropped = outboxOf.fail(outboxOf.dropMine(outbox, ONE).outbox, sent, failure('lease-lost'), uuid(1))
  expect([dropped.verdict, dropped.outbox.parked.size]).toEqual(['replace', 0])
  const chosen = outboxOf.keepMine(outbox, ONE, { fence: 5, revision: 12 }).outbox
  const kept = outboxOf.fail(chosen, sent, failure('lease-lost'), uuid(1))
  expect([kept.verdict, first(kept.outbox)]).toMatchObject(['replace', { fence: 5, revision: 12 }])
})

test('[SV9] the person chooses: mine goes on from what the server has, theirs drops what is here', () => {
  const outbox = add(begin(ONE), ONE, draft('mine'))
  const sent = first(outbox)
  const parked = outboxOf.fail(outboxOf.markSent(outbox, sent.id), sent, failure('stale-draft'), uuid(1)).outbox
  expect(outboxOf.nextToSend(parked, 1e9)).toBeNull()
  expect(first(outboxOf.keepMine(parked, ONE, { fence: 5, revision: 12 }).outbox)).toMatchObject({
    fence: 5,
    revision: 12,
    answer: { comment: 'mine' },
  })
  const dropped = outboxOf.dropMine(parked, ONE)
  expect([dropped.outbox.operations, dropped.writes]).toEqual([[], [{ remove: sent.id }]])
})

test('[SV10] whatever is on its way is not to be claimed; what waits for a choice may come back', () => {
  const outbox = add(add(begin(ONE, TWO), ONE, { kind: 'skip', reason: 'dark' }), TWO, draft('b'))
  expect(outboxOf.assignmentsUnderway(outboxOf.markSent(outbox, first(outbox).id))).toEqual([ONE, TWO])
  const skipped = outboxOf.acknowledge(outbox, first(outbox), {}).outbox
  const parked = outboxOf.fail(skipped, first(skipped), failure('stale-draft'), uuid(1)).outbox
  expect(outboxOf.assignmentsUnderway(parked)).toEqual([])
})

test('[SV11] what has unsent work is not given back', () => {
  const outbox = add(add(begin(ONE), ONE, draft('a')), ONE, { kind: 'release' })
  expect(comments(outbox)).toEqual(['a'])
})

test('[SV3] [SV11] what was given back, skipped or answered takes nothing more but a taking back', () => {
  for (const last of [submit('a'), { kind: 'skip', reason: 'dark' }, { kind: 'release' }] as const) {
    const outbox = add(begin(ONE), ONE, last)
    for (const late of [draft('late'), submit('late'), { kind: 'release' }] as const)
      expect(outboxOf.append(outbox, ONE, late, { id: uuid(60), at: 0, nowMs: 0 })).toEqual({ outbox, writes: [] })
    expect(add(outbox, ONE, { kind: 'reopen', submissionId: uuid(5) }).operations).toHaveLength(2)
  }
})

test('[SV3] a draft that takes the place of another keeps its id and its turn, and is written once', () => {
  const outbox = add(add(begin(ONE, TWO), ONE, draft('a'), 1000), TWO, draft('b'), 1000)
  const [earlier] = outbox.operations
  const step = outboxOf.append(outbox, ONE, draft('a, again'), { id: uuid(60), at: 5, nowMs: 1300 })
  expect(comments(step.outbox)).toEqual(['a, again', 'b'])
  expect(step.writes).toEqual([{ put: { ...earlier, at: 5, answer: { comment: 'a, again' } } }])
  expect([step.outbox.nextSeq, step.outbox.since.get(earlier?.id ?? '')]).toEqual([outbox.nextSeq, 1000])
})

test('[SV12] an answer is withdrawn as long as it was not sent, and not after', () => {
  const outbox = add(begin(ONE), ONE, submit('a'))
  const { id } = first(outbox)
  const draftOfIt = { kind: 'draft', id: uuid(50), fence: 3, revision: 7, answer: { comment: 'a' } }
  expect(outboxOf.withdraw(outbox, id, uuid(50))?.writes).toEqual([
    { remove: id },
    { put: expect.objectContaining(draftOfIt) },
  ])
  expect(outboxOf.withdraw(outboxOf.markSent(outbox, id), id, uuid(50))).toBeNull()
  const again = add(outboxOf.withdraw(outbox, id, uuid(50))?.outbox ?? outbox, ONE, draft('a, mended'))
  expect(again.operations).toMatchObject([{ ...draftOfIt, answer: { comment: 'a, mended' } }])
})

test('[SV12] after taking back, later drafts go by the new claim', () => {
  let outbox = add(outboxOf.loadOutbox<Said>(OWNER, []), ONE, { kind: 'reopen', submissionId: uuid(5) })
  outbox = outboxOf.acknowledge(outbox, first(outbox), { fence: 4, revision: 9 }).outbox
  expect(first(add(outbox, ONE, draft('again')))).toMatchObject({ fence: 4, revision: 9 })
})
