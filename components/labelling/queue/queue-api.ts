import { ORPCError } from '@orpc/client'
import type { Failure, Owner, Reply, Sender } from '@/components/outbox'
import { client, errorReason, errorText } from '@/components/query'
import type { AssignmentView } from '@/lib/contracts/http/labelling'
import { unreachable } from '@/lib/domain/shared'
import type { LabelOperation, SentContent } from './operations'

/** A call that nothing answers for so long counts as failed, ms. */
const LIMIT_MS = 20_000

export type LabelReply = Reply & { assignment?: AssignmentView }
export type LabelSender = Sender<SentContent, LabelReply>

/** What the queue asks of the server. */
export type QueueApi = {
  send: (operation: LabelOperation) => Promise<LabelReply>
  claim: (exclude: readonly string[]) => Promise<AssignmentView | null>
  get: (assignmentId: string) => Promise<AssignmentView>
  heartbeat: (lease: { assignmentId: string; fence: number }) => Promise<unknown>
  isSamePerson: () => Promise<boolean>
  /** Gives back what was only claimed ahead, while the page goes away. Best effort: a lease ends by itself. */
  releaseOnLeave: (lease: { assignmentId: string; fence: number }) => void
}

export function createQueueApi({ userId, projectId }: Owner): QueueApi {
  return {
    send: sendOperation,
    async claim(exclude) {
      return (await client.labelling.claimNext({ projectId, exclude: [...exclude] }, limited())).assignment
    },
    get: (assignmentId) => client.labelling.getAssignment({ assignmentId }, limited()),
    heartbeat: (lease) => client.labelling.heartbeat(lease, limited()),
    isSamePerson: async () => (await client.accounts.me(undefined, limited())).user.id === userId,
    releaseOnLeave,
  }
}

function limited(): { signal: AbortSignal } {
  return { signal: AbortSignal.timeout(LIMIT_MS) }
}

/** One operation, one call; every one of them may be repeated. */
async function sendOperation(operation: LabelOperation): Promise<LabelReply> {
  const { id: operationId, assignmentId, fence } = operation
  const options = limited()
  switch (operation.kind) {
    case 'draft': {
      const { revision, answer: draft, activeMs, work } = operation
      const input = { assignmentId, fence, operationId, revision, draft, activeMs, work }
      return { revision: (await client.labelling.saveDraft(input, options)).revision }
    }
    case 'submit': {
      const { answer, activeMs, work } = operation
      await client.labelling.submit({ assignmentId, fence, operationId, answer, activeMs, work }, options)
      return {}
    }
    case 'first': {
      const { answer, activeMs, work } = operation
      const input = { assignmentId, fence, operationId, answer, activeMs, work }
      return { assignment: await client.labelling.answerFirst(input, options) }
    }
    case 'skip':
      await client.labelling.skip({ assignmentId, fence, reason: operation.reason }, options)
      return {}
    case 'release':
      await client.labelling.release({ assignmentId, fence }, options)
      return {}
    case 'reopen': {
      const input = { assignmentId, operationId: operation.submissionId }
      const assignment = await client.labelling.reopen(input, options)
      return { fence: assignment.fence, revision: assignment.draftRevision, assignment }
    }
    default:
      return unreachable(operation)
  }
}

/** By `fetch` itself: a call of the client ends with the page. */
function releaseOnLeave({ assignmentId, fence }: { assignmentId: string; fence: number }): void {
  void fetch(`/api/v1/assignments/${assignmentId}/release`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ fence }),
    keepalive: true,
  }).catch(() => undefined)
}

/** Codes after which the same call may well succeed. */
const TRANSIENT = new Set([
  'TOO_MANY_REQUESTS',
  'SERVICE_UNAVAILABLE',
  'BAD_GATEWAY',
  'GATEWAY_TIMEOUT',
  'TIMEOUT',
  'INTERNAL_SERVER_ERROR',
])

/** What a failed call means for what to do next. */
export function failureOf(error: unknown): Failure {
  const message = errorText(error)
  if (errorReason(error) === 'storage-full') return { kind: 'offline', message, full: true }
  if (!(error instanceof ORPCError) || TRANSIENT.has(error.code)) return { kind: 'offline', message }
  if (error.code === 'UNAUTHORIZED') return { kind: 'signed-out', message }
  const reason = errorReason(error)
  if (reason === 'stale-draft' || reason === 'lease-lost') return { kind: reason, message }
  // What exists for one person does not for another: perhaps somebody else signed in in this browser meanwhile.
  if (error.code === 'NOT_FOUND' || error.code === 'FORBIDDEN') return { kind: 'unknown-here', message }
  return { kind: 'refused', message }
}
