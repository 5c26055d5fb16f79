import type { Failure } from './link'
import type { Action, DraftOperation, Operation, Owner } from './operation'
import type { Reply } from './sender'

/** For tests: people, answers, and a server that keeps what the real one promises. */
export function uuid(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
}

export const OWNER: Owner = { userId: uuid(9001), projectId: uuid(9002) }

/** What is said of a pair, as far as tests look at it. */
export type Said = { answer: { comment: string } }

export const draft = (comment: string): Action<Said> => ({ kind: 'draft', answer: { comment } })
export const submit = (comment: string): Action<Said> => ({ kind: 'submit', answer: { comment } })

/** A refusal as the server says it. */
export class Refusal extends Error {
  readonly reason: string
  constructor(reason: string) {
    super(reason)
    this.reason = reason
  }
}

const KINDS: Record<string, Failure['kind']> = {
  'stale-draft': 'stale-draft',
  'lease-lost': 'lease-lost',
  assignment: 'unknown-here',
  'signed-out': 'signed-out',
}

/** What an error of the model server means; anything else is a network that failed. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Refusal)) return { kind: 'offline', message: String(error) }
  return { kind: KINDS[error.reason] ?? 'refused', message: error.reason }
}

type Kept = {
  state: 'claimed' | 'submitted' | 'skipped' | 'released'
  fence: number
  revision: number
  draft: string
  draftOperationId: string | null
  submissions: { id: string; comment: string }[]
  /** The first answer, where one was given. */
  first: string | null
  /** An admin freed it: its person may still write a draft under the fence before. */
  freed: boolean
}

export type ModelServer = {
  kept: Map<string, Kept>
  /** Answers in the order in which they arrived, replays left out. */
  arrived: string[]
  claim: (assignmentId: string) => Kept
  /** An admin gives the place to somebody else. */
  free: (assignmentId: string) => void
  apply: (operation: Operation<Said>) => Reply
}

function replay(task: Kept, operation: Operation<Said>): Reply | null {
  if (operation.kind === 'submit' && task.submissions.some(({ id }) => id === operation.id)) return {}
  if (operation.kind === 'first' && task.first !== null) return {}
  if (operation.kind === 'skip' && task.state === 'skipped') return {}
  if (operation.kind === 'release' && task.state === 'released' && task.fence === operation.fence + 1) return {}
  if (operation.kind === 'reopen' && task.state === 'claimed') return { fence: task.fence, revision: task.revision }
  return null
}

/** What comes under a lost lease is the draft, unless the pair was claimed, answered or skipped since. */
function keepAsDraft(task: Kept, operation: Operation<Said>): void {
  if (!('answer' in operation) || task.state !== 'released') return
  if (operation.fence !== task.fence && !(task.freed && operation.fence === task.fence - 1)) return
  Object.assign(task, { draft: operation.answer.comment, revision: task.revision + 1, draftOperationId: null })
}

/**
 * Leases, revisions, replays and lost leases as docs/spec/queue.md has them: [QU9] [QU10] [QU14] [QU15] [QU25]; of a place that
 * is free again, somebody else has taken it at once.
 * @param refuse makes the error of a refusal, by the code and the reason that the API has for it
 */
export function createModelServer(
  refuse: (code: string, reason: string) => Error = (_code, reason) => new Refusal(reason),
): ModelServer {
  const kept = new Map<string, Kept>()
  const arrived: string[] = []

  function saveDraft(task: Kept, operation: DraftOperation<Said>): Reply {
    if (task.draftOperationId === operation.id) return { revision: task.revision }
    if (task.revision !== operation.revision) throw refuse('CONFLICT', 'stale-draft')
    Object.assign(task, {
      revision: task.revision + 1,
      draft: operation.answer.comment,
      draftOperationId: operation.id,
    })
    return { revision: task.revision }
  }

  function write(task: Kept, operation: Operation<Said>): Reply {
    switch (operation.kind) {
      case 'draft':
        return saveDraft(task, operation)
      case 'submit':
        task.state = 'submitted'
        task.submissions.push({ id: operation.id, comment: operation.answer.comment })
        Object.assign(task, { draft: operation.answer.comment, revision: task.revision + 1, draftOperationId: null })
        arrived.push(operation.answer.comment)
        return {}
      case 'first':
        task.first = operation.answer.comment
        return {}
      case 'skip':
        task.state = 'skipped'
        return {}
      default:
        task.state = 'released'
        task.fence++
        return {}
    }
  }

  return {
    kept,
    arrived,
    claim(assignmentId) {
      const nothing = { revision: 0, draft: '', draftOperationId: null, submissions: [], first: null, freed: false }
      const task: Kept = kept.get(assignmentId) ?? { state: 'claimed', fence: 0, ...nothing }
      kept.set(assignmentId, { ...task, state: 'claimed', fence: task.fence + 1, freed: false })
      return kept.get(assignmentId) ?? task
    },
    free(assignmentId) {
      const task = kept.get(assignmentId)
      if (task) Object.assign(task, { state: 'released', fence: task.fence + 1, freed: true })
    },
    apply(operation) {
      const task = kept.get(operation.assignmentId)
      if (!task) throw refuse('NOT_FOUND', 'assignment')
      const earlier = replay(task, operation)
      if (earlier) return earlier
      if (operation.kind === 'reopen') {
        if (task.state !== 'submitted') throw refuse('CONFLICT', 'lease-over')
        Object.assign(task, { state: 'claimed', fence: task.fence + 1, revision: task.revision + 1 })
        return { fence: task.fence, revision: task.revision }
      }
      if (task.state !== 'claimed' || task.fence !== operation.fence) {
        keepAsDraft(task, operation)
        throw refuse('CONFLICT', 'lease-lost')
      }
      return write(task, operation)
    },
  }
}

/** Web Locks of one browser: whoever finds a lock taken waits for it or, impatient, gives up at once. */
export function createLocks({ patient }: { patient: boolean }) {
  const holders = new Map<string, (stolen: Error) => void>()
  let waiting: { name: string; goOn: () => void }[] = []

  function hold(name: string, work: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      holders.set(name, reject)
      work().then(() => {
        if (holders.get(name) === reject) holders.delete(name)
        resolve()
        const next = waiting.find((one) => one.name === name)
        waiting = waiting.filter((one) => one !== next)
        next?.goOn()
      }, reject)
    })
  }

  return {
    request(name: string, { steal = false }: { steal?: boolean }, work: () => Promise<void>): Promise<void> {
      const holder = holders.get(name)
      if (!holder || steal) {
        holder?.(new Error('Stolen.'))
        return hold(name, work)
      }
      if (!patient) return Promise.reject(new Error('Not got in time.'))
      return new Promise((resolve) => {
        waiting.push({ name, goOn: () => resolve(hold(name, work)) })
      })
    },
  }
}
