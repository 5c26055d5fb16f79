import { client } from '@/components/query'
import type { AssignmentView } from '@/lib/contracts/http/labelling'
import { unreachable } from '@/lib/domain/shared'
import type { Operation } from './operation'
import type { Reply } from './sender'

/** A call that nothing answers for so long counts as failed, ms. */
const LIMIT_MS = 20_000

export type LabellingReply = Reply & { assignment?: AssignmentView }

/** One operation, one call; every one of them may be repeated. */
export async function sendOperation(operation: Operation): Promise<LabellingReply> {
  const { id: operationId, assignmentId, fence } = operation
  const options = { signal: AbortSignal.timeout(LIMIT_MS) }
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

/** Gives back what was only claimed ahead, while the page goes away. Best effort: a lease ends by itself. */
export function releaseOnLeave(assignmentId: string, fence: number): void {
  void fetch(`/api/v1/assignments/${assignmentId}/release`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ fence }),
    keepalive: true,
  }).catch(() => undefined)
}
