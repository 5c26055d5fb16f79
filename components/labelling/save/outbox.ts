import type { Failure } from './failure'
import { type Action, closes, type Operation, type OperationOf, type Owner } from './operation'

/** What the server last said of an assignment that is held here. */
export type Head = { fence: number; revision: number }

/** What is not on the server yet, oldest first. A plain value; every change of it says what the journal must write. */
export type Outbox = {
  owner: Owner
  operations: readonly Operation[]
  nextSeq: number
  heads: ReadonlyMap<string, Head>
  /** Operations that the server may have got: they never change any more. */
  attempted: ReadonlySet<string>
  inFlight: string | null
  /** Since when a draft waits for more to come, ms on a clock that only goes forward. */
  since: ReadonlyMap<string, number>
  /** Assignments whose operations wait for a person's choice. */
  parked: ReadonlyMap<string, Failure>
}

export type JournalWrite = { put: Operation } | { remove: string }
export type Step = { outbox: Outbox; writes: readonly JournalWrite[] }

/** A draft waits this long for what is typed next. */
export const DRAFT_WAIT_MS = 400

/** What the journal held when the tab opened: any of it may have reached the server before. Source: [SV4] */
export function loadOutbox(owner: Owner, stored: readonly Operation[]): Outbox {
  const operations = [...stored].sort((a, b) => a.seq - b.seq)
  const heads = new Map<string, Head>()
  for (const operation of operations) {
    const revision = operation.kind === 'draft' ? operation.revision : 0
    if (!heads.has(operation.assignmentId)) heads.set(operation.assignmentId, { fence: operation.fence, revision })
  }
  return {
    owner,
    operations,
    nextSeq: (operations.at(-1)?.seq ?? 0) + 1,
    heads,
    attempted: new Set(operations.map(({ id }) => id)),
    inFlight: null,
    since: new Map(),
    parked: new Map(),
  }
}

/** An assignment was claimed, or taken back: later operations are made under this fence and revision. */
export function openHead(outbox: Outbox, assignmentId: string, head: Head): Outbox {
  return { ...outbox, heads: new Map(outbox.heads).set(assignmentId, head) }
}

/**
 * Takes an action in. Drafts that the server cannot have seen give way to what comes after them.
 * Source: docs/spec/saving.md [SV3]
 */
export function append(
  outbox: Outbox,
  assignmentId: string,
  action: Action,
  { id, at, nowMs }: { id: string; at: number; nowMs: number },
): Step {
  const lane = laneOf(outbox, assignmentId)
  const last = lane.at(-1)
  const over = last && closes(last) && action.kind !== 'reopen'
  if (over || (action.kind === 'release' && last)) return { outbox, writes: [] }
  const head = outbox.heads.get(assignmentId) ?? { fence: 0, revision: 0 }
  // A first answer is kept beside the draft, which must arrive too.
  const waiting =
    action.kind === 'reopen' || action.kind === 'first' ? [] : lane.filter((operation) => mayChange(outbox, operation))
  const dropped = waiting.filter(({ kind }) => kind === 'draft')
  const replaced = action.kind === 'draft' ? dropped.at(-1) : undefined
  const operation = {
    schemaVersion: 1,
    ...outbox.owner,
    assignmentId,
    id: replaced?.id ?? id,
    seq: replaced?.seq ?? outbox.nextSeq,
    fence: head.fence,
    at,
    ...(action.kind === 'draft' && { revision: head.revision }),
    ...action,
  } as Operation
  const gone = dropped.filter((draft) => draft.id !== operation.id)
  const kept = without(outbox.operations, [...gone, operation])
  return {
    outbox: {
      ...outbox,
      operations: [...kept, operation].sort((a, b) => a.seq - b.seq),
      nextSeq: replaced ? outbox.nextSeq : outbox.nextSeq + 1,
      since: replaced ? outbox.since : new Map(outbox.since).set(operation.id, nowMs),
    },
    writes: [...gone.map((draft) => ({ remove: draft.id })), { put: operation }],
  }
}

/** Takes an answer back that the server cannot have got; null when it may have. Source: docs/spec/saving.md [SV12] */
export function withdraw(outbox: Outbox, id: string): (Step & { operation: Operation }) | null {
  const operation = outbox.operations.find((candidate) => candidate.id === id)
  if (!operation || !mayChange(outbox, operation)) return null
  return { outbox: remove(outbox, [operation]), writes: [{ remove: id }], operation }
}

/**
 * What to send now, strictly in order; a draft with nothing behind it waits a little for more.
 * @returns the operation, or how long to wait in ms, or null when there is nothing to send
 * Source: docs/spec/saving.md [SV2]
 */
export function nextToSend(outbox: Outbox, nowMs: number): Operation | number | null {
  if (outbox.inFlight) return null
  const ready = outbox.operations.filter(({ assignmentId }) => !outbox.parked.has(assignmentId))
  const [first] = ready
  if (!first) return null
  if (first.kind !== 'draft' || ready.length > 1) return first
  const waitMs = (outbox.since.get(first.id) ?? Number.NEGATIVE_INFINITY) + DRAFT_WAIT_MS - nowMs
  return waitMs > 0 ? waitMs : first
}

export function began(outbox: Outbox, id: string): Outbox {
  return { ...outbox, inFlight: id, attempted: new Set(outbox.attempted).add(id) }
}

/** The server has it. What follows on the same assignment goes on from where that left it. Source: docs/spec/saving.md [SV5] */
export function acknowledged(outbox: Outbox, operation: Operation, result: Partial<Head>): Step {
  const left = remove(outbox, [operation])
  const before = outbox.heads.get(operation.assignmentId) ?? { fence: operation.fence, revision: 0 }
  const head = { ...before, ...result }
  const heads = new Map(left.heads)
  const later = laneOf(left, operation.assignmentId)
  if (closes(operation) && later.length === 0) heads.delete(operation.assignmentId)
  else heads.set(operation.assignmentId, head)
  const moved = rebase({ ...left, heads }, operation.assignmentId, head)
  return { outbox: moved.outbox, writes: [{ remove: operation.id }, ...moved.writes] }
}

/** What became of an operation that failed. */
export type Verdict = 'wait' | 'park' | 'give-up'

/**
 * A call failed. Nothing that a person said is dropped for it: an answer that the server will not take stays as a draft.
 * Source: docs/spec/saving.md [SV6] [SV7] [SV8]
 */
export function failed(
  outbox: Outbox,
  operation: Operation,
  failure: Failure,
  newId: string,
): Step & { verdict: Verdict } {
  const idle = { ...outbox, inFlight: null }
  if (failure.kind === 'offline' || failure.kind === 'signed-out') return { outbox: idle, writes: [], verdict: 'wait' }
  const overtaken = failure.kind === 'stale-draft' || failure.kind === 'lease-lost'
  const says = operation.kind === 'draft' || operation.kind === 'submit' || operation.kind === 'first'
  if (says && (overtaken || failure.kind === 'unknown-here')) {
    const parked = new Map(idle.parked).set(operation.assignmentId, failure)
    return { outbox: { ...idle, parked }, writes: [], verdict: 'park' }
  }
  if (operation.kind !== 'submit') {
    return { outbox: remove(idle, [operation]), writes: [{ remove: operation.id }], verdict: 'give-up' }
  }
  const draft = asDraft(outbox, operation, newId)
  const left = remove(idle, [operation])
  const operations = [...left.operations, draft].sort((a, b) => a.seq - b.seq)
  return {
    outbox: { ...left, operations },
    writes: [{ remove: operation.id }, { put: draft }],
    verdict: 'give-up',
  }
}

/** The person chose what is here: it goes on from what the server has now. Source: docs/spec/saving.md [SV9] */
export function keepMine(outbox: Outbox, assignmentId: string, head: Head): Step {
  return rebase(unpark(openHead(outbox, assignmentId, head), assignmentId), assignmentId, head)
}

/** The person chose what the server has, or to leave the pair. Source: docs/spec/saving.md [SV9] */
export function dropMine(outbox: Outbox, assignmentId: string): Step {
  const lane = laneOf(outbox, assignmentId)
  return { outbox: unpark(remove(outbox, lane), assignmentId), writes: lane.map(({ id }) => ({ remove: id })) }
}

/** Operations of one assignment, oldest first. */
export function laneOf({ operations }: Pick<Outbox, 'operations'>, assignmentId: string): readonly Operation[] {
  return operations.filter((operation) => operation.assignmentId === assignmentId)
}

/** Assignments that a claim must not hand out: something of them is still on its way. Source: docs/spec/saving.md [SV10] */
export function underway(outbox: Outbox): string[] {
  return [...new Set(outbox.operations.map(({ assignmentId }) => assignmentId))].filter((id) => !outbox.parked.has(id))
}

/** Answers that only this computer has. */
export function waitingAnswers({ operations }: Pick<Outbox, 'operations'>): number {
  return operations.filter(({ kind }) => kind === 'submit' || kind === 'first').length
}

function mayChange({ attempted }: Outbox, { id }: Operation): boolean {
  return !attempted.has(id)
}

function without(operations: readonly Operation[], gone: readonly Operation[]): Operation[] {
  const ids = new Set(gone.map(({ id }) => id))
  return operations.filter(({ id }) => !ids.has(id))
}

function remove(outbox: Outbox, gone: readonly Operation[]): Outbox {
  const ids = new Set(gone.map(({ id }) => id))
  return {
    ...outbox,
    operations: without(outbox.operations, gone),
    attempted: new Set([...outbox.attempted].filter((id) => !ids.has(id))),
    since: new Map([...outbox.since].filter(([id]) => !ids.has(id))),
    inFlight: outbox.inFlight !== null && ids.has(outbox.inFlight) ? null : outbox.inFlight,
  }
}

function unpark(outbox: Outbox, assignmentId: string): Outbox {
  const parked = new Map(outbox.parked)
  parked.delete(assignmentId)
  return { ...outbox, parked }
}

function rebase(outbox: Outbox, assignmentId: string, { fence, revision }: Head): Step {
  const moved = laneOf(outbox, assignmentId).map((operation) =>
    operation.kind === 'draft' ? { ...operation, fence, revision } : { ...operation, fence },
  )
  const byId = new Map(moved.map((operation) => [operation.id, operation]))
  return {
    outbox: { ...outbox, operations: outbox.operations.map((operation) => byId.get(operation.id) ?? operation) },
    writes: moved.map((operation) => ({ put: operation })),
  }
}

function asDraft(outbox: Outbox, submit: OperationOf<'submit'>, id: string): OperationOf<'draft'> {
  const { kind: _, ...said } = submit
  return { ...said, kind: 'draft', id, revision: outbox.heads.get(submit.assignmentId)?.revision ?? 0 }
}
