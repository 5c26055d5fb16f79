import { type Failure, isTransient } from './link'
import {
  type Action,
  closes,
  type DraftOperation,
  hasContent,
  type Operation,
  type Owner,
  type SubmitOperation,
} from './operation'

/** What the server last said of an assignment that is held here: later operations build on it. */
export type Base = { fence: number; revision: number }

/** What is not on the server yet, oldest first. A plain value; every change of it says what the journal must write. */
export type Outbox<Content> = {
  owner: Owner
  operations: readonly Operation<Content>[]
  nextSeq: number
  bases: ReadonlyMap<string, Base>
  /** Operations that the server may have got: they never change any more. */
  attempted: ReadonlySet<string>
  inFlight: string | null
  /** Since when a draft waits for more to come, ms on a clock that only goes forward. */
  since: ReadonlyMap<string, number>
  /** Assignments whose operations wait for a person's choice: which of them met what. */
  parked: ReadonlyMap<string, { id: string; kind: Failure['kind'] }>
  /** The last operations of pairs that were left: whatever the server says to them, they are done with. */
  farewells: ReadonlySet<string>
}

export type JournalWrite<Content> = { put: Operation<Content> } | { remove: string }
export type Step<Content> = { outbox: Outbox<Content>; writes: readonly JournalWrite<Content>[] }

/** A draft waits this long for what is typed next. */
export const DRAFT_WAIT_MS = 400

/** What the journal held when the tab opened: any of it may have reached the server before. Source: [SV4] */
export function loadOutbox<Content>(owner: Owner, stored: readonly Operation<Content>[]): Outbox<Content> {
  const operations = [...stored].sort((a, b) => a.seq - b.seq)
  const bases = new Map<string, Base>()
  for (const operation of operations) {
    const revision = operation.kind === 'draft' ? operation.revision : 0
    if (!bases.has(operation.assignmentId)) bases.set(operation.assignmentId, { fence: operation.fence, revision })
  }
  return {
    owner,
    operations,
    nextSeq: (operations.at(-1)?.seq ?? 0) + 1,
    bases,
    attempted: new Set(operations.map(({ id }) => id)),
    inFlight: null,
    since: new Map(),
    parked: new Map(),
    farewells: new Set(),
  }
}

/** An assignment was claimed, or taken back: later operations are made under this fence and revision. */
export function setBase<Content>(outbox: Outbox<Content>, assignmentId: string, base: Base): Outbox<Content> {
  return { ...outbox, bases: new Map(outbox.bases).set(assignmentId, base) }
}

/**
 * Takes an action in. Drafts that the server cannot have seen give way to what comes after them.
 * Source: docs/spec/saving.md [SV3]
 */
export function append<Content>(
  outbox: Outbox<Content>,
  assignmentId: string,
  action: Action<Content>,
  { id, at, nowMs }: { id: string; at: number; nowMs: number },
): Step<Content> {
  const earlier = operationsOf(outbox, assignmentId)
  const last = earlier.at(-1)
  const over = last && closes(last) && action.kind !== 'reopen'
  if (over || (action.kind === 'release' && last)) return { outbox, writes: [] }
  const { fence, revision } = outbox.bases.get(assignmentId) ?? { fence: 0, revision: 0 }
  // A first answer is kept beside the draft, which must arrive too.
  const waiting =
    action.kind === 'reopen' || action.kind === 'first' ? [] : earlier.filter((one) => isUnsent(outbox, one))
  const drafts = waiting.filter(({ kind }) => kind === 'draft')
  const replaced = action.kind === 'draft' ? drafts.at(-1) : undefined
  const operation = operationOf(action, {
    ...outbox.owner,
    assignmentId,
    id: replaced?.id ?? id,
    seq: replaced?.seq ?? outbox.nextSeq,
    fence,
    at,
    ...(action.kind === 'draft' && { revision }),
  })
  const gone = drafts.filter((draft) => draft.id !== operation.id)
  return {
    outbox: {
      ...outbox,
      operations: inOrder([...without(outbox.operations, [...gone, operation]), operation]),
      nextSeq: replaced ? outbox.nextSeq : outbox.nextSeq + 1,
      since: replaced ? outbox.since : new Map(outbox.since).set(operation.id, nowMs),
    },
    writes: [...gone.map((draft) => ({ remove: draft.id })), { put: operation }],
  }
}

type Place = Owner & Pick<Operation<unknown>, 'assignmentId' | 'id' | 'seq' | 'fence' | 'at'> & { revision?: number }

/** An action of some kind and its place make the operation of that kind; a draft's place has a revision. */
function operationOf<Content>(action: Action<Content>, place: Place): Operation<Content> {
  return { schemaVersion: 1, ...place, ...action } as Operation<Content>
}

function inOrder<Content>(operations: readonly Operation<Content>[]): Operation<Content>[] {
  return operations.toSorted((a, b) => a.seq - b.seq)
}

/**
 * Takes back what the server cannot have got, in one step: an answer becomes the draft of its pair, anything else goes.
 * @returns null when the server may have it
 * Source: docs/spec/saving.md [SV12]
 */
export function withdraw<Content>(outbox: Outbox<Content>, id: string, newId: string): Step<Content> | null {
  const operation = outbox.operations.find((candidate) => candidate.id === id)
  if (!operation || !isUnsent(outbox, operation)) return null
  if (operation.kind === 'submit') return becomeDraft(outbox, operation, newId)
  return { outbox: remove(outbox, [operation]), writes: [{ remove: id }] }
}

/**
 * What to send now, strictly in order; a draft with nothing behind it waits a little for more.
 * @returns the operation, or how long to wait in ms, or null when there is nothing to send
 * Source: docs/spec/saving.md [SV2]
 */
export function nextToSend<Content>(outbox: Outbox<Content>, nowMs: number): Operation<Content> | number | null {
  if (outbox.inFlight) return null
  const ready = outbox.operations.filter(({ assignmentId }) => !outbox.parked.has(assignmentId))
  const [first] = ready
  if (!first) return null
  if (first.kind !== 'draft' || ready.length > 1) return first
  const waitMs = (outbox.since.get(first.id) ?? Number.NEGATIVE_INFINITY) + DRAFT_WAIT_MS - nowMs
  return waitMs > 0 ? waitMs : first
}

/** The operation goes out now. */
export function markSent<Content>(outbox: Outbox<Content>, id: string): Outbox<Content> {
  return { ...outbox, inFlight: id, attempted: new Set(outbox.attempted).add(id) }
}

/** The server has it. What follows on the same assignment goes on from where that left it. Source: docs/spec/saving.md [SV5] */
export function acknowledge<Content>(
  outbox: Outbox<Content>,
  operation: Operation<Content>,
  result: Partial<Base>,
): Step<Content> {
  const left = remove(outbox, [operation])
  const before = outbox.bases.get(operation.assignmentId) ?? { fence: operation.fence, revision: 0 }
  const base = { ...before, ...result }
  const bases = new Map(left.bases)
  const later = operationsOf(left, operation.assignmentId)
  if (closes(operation) && later.length === 0) bases.delete(operation.assignmentId)
  else bases.set(operation.assignmentId, base)
  const moved = rebase({ ...left, bases }, operation.assignmentId, base)
  return { outbox: moved.outbox, writes: [{ remove: operation.id }, ...moved.writes] }
}

/** What becomes of an operation that failed; `replace`: what was said or chosen after it counts instead. */
export type Verdict = 'wait' | 'park' | 'give-up' | 'replace'

/**
 * A call failed. Nothing that a person said is dropped for it: an answer that the server will not take stays as a draft.
 * Source: docs/spec/saving.md [SV6] [SV7] [SV8]
 */
export function fail<Content>(
  outbox: Outbox<Content>,
  operation: Operation<Content>,
  failure: Failure,
  newId: string,
): Step<Content> & { verdict: Verdict } {
  const idle = { ...outbox, inFlight: null }
  if (isTransient(failure)) return { outbox: idle, writes: [], verdict: 'wait' }
  // The person chose while it was on its way: what failed is no longer what is to be sent.
  if (!idle.operations.includes(operation)) return { outbox: idle, writes: [], verdict: 'replace' }
  if (idle.farewells.has(operation.id) || (failure.kind === 'lease-lost' && isOutdated(idle, operation))) {
    return { outbox: remove(idle, [operation]), writes: [{ remove: operation.id }], verdict: 'replace' }
  }
  if (hasContent(operation) && failure.kind !== 'refused') {
    const parked = new Map(idle.parked).set(operation.assignmentId, { id: operation.id, kind: failure.kind })
    return { outbox: { ...idle, parked }, writes: [], verdict: 'park' }
  }
  if (operation.kind !== 'submit') {
    return { outbox: remove(idle, [operation]), writes: [{ remove: operation.id }], verdict: 'give-up' }
  }
  return { ...becomeDraft(idle, operation, newId), verdict: 'give-up' }
}

/** The person chose what is here: it goes on from what the server has now. Source: docs/spec/saving.md [SV9] */
export function keepMine<Content>(outbox: Outbox<Content>, assignmentId: string, base: Base): Step<Content> {
  return rebase(unpark(setBase(outbox, assignmentId, base), assignmentId), assignmentId, base)
}

/** The person chose what the server has, or to leave the pair. Source: docs/spec/saving.md [SV9] */
export function dropMine<Content>(outbox: Outbox<Content>, assignmentId: string): Step<Content> {
  const mine = operationsOf(outbox, assignmentId)
  return { outbox: unpark(remove(outbox, mine), assignmentId), writes: mine.map(({ id }) => ({ remove: id })) }
}

/**
 * The person leaves a pair whose lease is lost: the server keeps what comes as the draft, so what was said last goes out once,
 * unless it did. A newer draft, of which they have not chosen theirs, stays. Source: docs/spec/saving.md [SV8]
 */
export function leave<Content>(outbox: Outbox<Content>, assignmentId: string): Step<Content> {
  const mine = operationsOf(outbox, assignmentId)
  const { id: known, kind = 'lease-lost' } = outbox.parked.get(assignmentId) ?? {}
  const said = kind === 'lease-lost' ? mine.findLast(hasContent) : undefined
  const last = said?.id === known ? undefined : said
  const gone = mine.filter((operation) => operation !== last)
  const left = unpark(remove(outbox, gone), assignmentId)
  return {
    outbox: last ? { ...left, farewells: new Set(left.farewells).add(last.id) } : left,
    writes: gone.map(({ id }) => ({ remove: id })),
  }
}

/** Sends drafts without waiting for more to come. */
export function hurry<Content>(outbox: Outbox<Content>): Outbox<Content> {
  return { ...outbox, since: new Map() }
}

/** Operations of one assignment, oldest first. */
export function operationsOf<Content>(
  { operations }: Pick<Outbox<Content>, 'operations'>,
  assignmentId: string,
): readonly Operation<Content>[] {
  return operations.filter((operation) => operation.assignmentId === assignmentId)
}

/** Assignments that a claim must not hand out: something of them is still on its way. Source: docs/spec/saving.md [SV10] */
export function assignmentsUnderway<Content>(outbox: Outbox<Content>): string[] {
  return [...new Set(outbox.operations.map(({ assignmentId }) => assignmentId))].filter((id) => !outbox.parked.has(id))
}

/** Answers that only this computer has. */
export function countWaitingAnswers<Content>({ operations }: Pick<Outbox<Content>, 'operations'>): number {
  return operations.filter(({ kind }) => kind === 'submit' || kind === 'first').length
}

/** The server keeps what comes under a lost lease as the draft, and that must be the last that was said. */
function isOutdated<Content>(outbox: Outbox<Content>, { kind, assignmentId, seq }: Operation<Content>): boolean {
  return kind === 'draft' && operationsOf(outbox, assignmentId).some((later) => later.seq > seq && hasContent(later))
}

/** Whether the server cannot have got it, so that it may still change. */
function isUnsent<Content>({ attempted }: Outbox<Content>, { id }: Operation<Content>): boolean {
  return !attempted.has(id)
}

function without<Content>(
  operations: readonly Operation<Content>[],
  gone: readonly Operation<Content>[],
): Operation<Content>[] {
  const ids = new Set(gone.map(({ id }) => id))
  return operations.filter(({ id }) => !ids.has(id))
}

function remove<Content>(outbox: Outbox<Content>, gone: readonly Operation<Content>[]): Outbox<Content> {
  const ids = new Set(gone.map(({ id }) => id))
  return {
    ...outbox,
    operations: without(outbox.operations, gone),
    attempted: new Set([...outbox.attempted].filter((id) => !ids.has(id))),
    farewells: new Set([...outbox.farewells].filter((id) => !ids.has(id))),
    since: new Map([...outbox.since].filter(([id]) => !ids.has(id))),
    inFlight: outbox.inFlight !== null && ids.has(outbox.inFlight) ? null : outbox.inFlight,
  }
}

function unpark<Content>(outbox: Outbox<Content>, assignmentId: string): Outbox<Content> {
  const parked = new Map(outbox.parked)
  parked.delete(assignmentId)
  return { ...outbox, parked }
}

function rebase<Content>(outbox: Outbox<Content>, assignmentId: string, { fence, revision }: Base): Step<Content> {
  const moved = operationsOf(outbox, assignmentId).map((operation) =>
    operation.kind === 'draft' ? { ...operation, fence, revision } : { ...operation, fence },
  )
  const byId = new Map(moved.map((operation) => [operation.id, operation]))
  return {
    outbox: { ...outbox, operations: outbox.operations.map((operation) => byId.get(operation.id) ?? operation) },
    writes: moved.map((operation) => ({ put: operation })),
  }
}

/** In the same place, with the same content. */
function becomeDraft<Content>(outbox: Outbox<Content>, submit: SubmitOperation<Content>, id: string): Step<Content> {
  const revision = outbox.bases.get(submit.assignmentId)?.revision ?? 0
  const draft: DraftOperation<Content> = { ...submit, kind: 'draft', id, revision }
  const left = remove(outbox, [submit])
  return {
    outbox: { ...left, operations: inOrder([...left.operations, draft]) },
    writes: [{ remove: submit.id }, { put: draft }],
  }
}
