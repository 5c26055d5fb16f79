import { ORPCError } from '@orpc/client'
import { EMPTY_SCREEN_ANSWER, NO_SCREEN_WORK, type ScreenAnswer } from '@/lib/domain/labelling'
import type { Action, Operation, OperationOf, Owner } from './operation'
import type { Reply } from './sender'

/** For tests: people, answers, and a server that keeps what the real one promises. */
export function uuid(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
}

export const OWNER: Owner = { userId: uuid(9001), projectId: uuid(9002) }

export function say(comment: string): { answer: ScreenAnswer; activeMs: number; work: typeof NO_SCREEN_WORK } {
  return { answer: { ...EMPTY_SCREEN_ANSWER, comment }, activeMs: 5, work: NO_SCREEN_WORK }
}
export const draft = (comment: string): Action => ({ kind: 'draft', ...say(comment) })
export const submit = (comment: string): Action => ({ kind: 'submit', ...say(comment) })

export function refusal(code: string, reason: string): ORPCError<string, { reason: string }> {
  return new ORPCError(code, { data: { reason }, message: reason })
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
}

export type ModelServer = {
  kept: Map<string, Kept>
  /** Answers in the order in which they arrived, replays left out. */
  arrived: string[]
  claim: (assignmentId: string) => Kept
  apply: (operation: Operation) => Reply
}

/** Leases, revisions and replays as docs/spec/queue.md has them: [QU10] [QU14] [QU15]. */
export function createModelServer(): ModelServer {
  const kept = new Map<string, Kept>()
  const arrived: string[] = []

  function saveDraft(task: Kept, operation: OperationOf<'draft'>): Reply {
    if (task.draftOperationId === operation.id) return { revision: task.revision }
    if (task.revision !== operation.revision) throw refusal('CONFLICT', 'stale-draft')
    Object.assign(task, {
      revision: task.revision + 1,
      draft: operation.answer.comment,
      draftOperationId: operation.id,
    })
    return { revision: task.revision }
  }

  function replayed(task: Kept, operation: Operation): Reply | null {
    if (operation.kind === 'submit' && task.submissions.some(({ id }) => id === operation.id)) return {}
    if (operation.kind === 'first' && task.first !== null) return {}
    if (operation.kind === 'skip' && task.state === 'skipped') return {}
    if (operation.kind === 'release' && task.state === 'released' && task.fence === operation.fence + 1) return {}
    if (operation.kind === 'reopen' && task.state === 'claimed') return { fence: task.fence, revision: task.revision }
    return null
  }

  function write(task: Kept, operation: Operation): Reply {
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
      const nothing = { revision: 0, draft: '', draftOperationId: null, submissions: [], first: null }
      const task: Kept = kept.get(assignmentId) ?? { state: 'claimed', fence: 0, ...nothing }
      kept.set(assignmentId, { ...task, state: 'claimed', fence: task.fence + 1 })
      return kept.get(assignmentId) ?? task
    },
    apply(operation) {
      const task = kept.get(operation.assignmentId)
      if (!task) throw refusal('NOT_FOUND', 'assignment')
      const earlier = replayed(task, operation)
      if (earlier) return earlier
      if (operation.kind === 'reopen') {
        if (task.state !== 'submitted') throw refusal('CONFLICT', 'lease-over')
        Object.assign(task, { state: 'claimed', fence: task.fence + 1, revision: task.revision + 1 })
        return { fence: task.fence, revision: task.revision }
      }
      if (task.state !== 'claimed' || task.fence !== operation.fence) throw refusal('CONFLICT', 'lease-lost')
      return write(task, operation)
    },
  }
}
