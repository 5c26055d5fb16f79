import { SaveDraft } from '@/lib/contracts/http/labelling'
import { type Answer, renewedLease } from '@/lib/domain/labelling'
import { canonicalJson } from '@/lib/domain/shared'
import type { Verb } from '@/lib/platform/context'
import type { Assignment } from '@/lib/platform/db'
import { conflict } from '@/lib/platform/errors'
import { withLease } from './lease'
import { saidBy } from './screen-form'

export type SavedDraft = { revision: number; leaseUntil: string }

/** The result of this very save, when its reply got lost. Source: docs/spec/queue.md [QU14] */
function resultOf({ draftOperationId, draftRevision, leaseUntil }: Assignment, operationId: string | undefined) {
  if (operationId === undefined || draftOperationId !== operationId) return null
  return { revision: draftRevision, leaseUntil: leaseUntil.toISOString() }
}

/** A save without an operation id that is sent again: same draft, made from the revision before. */
function isRepeated({ draft, draftRevision }: Assignment, sent: { revision: number; draft: Answer }): boolean {
  return draftRevision === sent.revision + 1 && canonicalJson(draft) === canonicalJson(sent.draft)
}

/** Saves the caller's draft and keeps the lease; a newer draft is never overwritten. Not audited: it happens every second. */
export function saveDraft({ ctx, input }: Verb<SaveDraft>): Promise<SavedDraft> {
  const { revision, draft: answer, activeMs, work, operationId, ...where } = SaveDraft.parse(input)
  const sent = { answer, activeMs, work }
  return withLease<SavedDraft>(ctx, where, {
    replay: async (_, assignment) => resultOf(assignment, operationId),
    draft: sent,
    work: async (tx, assignment, { project }) => {
      const { answer: draft, work: told } = saidBy(ctx, assignment, sent)
      const repeated = operationId === undefined && isRepeated(assignment, { revision, draft })
      if (!repeated && assignment.draftRevision !== revision) {
        throw conflict(
          'stale-draft',
          `A newer draft (revision ${assignment.draftRevision}, yours is based on ${revision}) was saved, perhaps in another tab. Reload the task to continue from it.`,
        )
      }
      const { leaseSeconds } = project.settings
      const draftAt = ctx.now()
      const leaseUntil = renewedLease({ now: draftAt, leaseUntil: assignment.leaseUntil, leaseSeconds })
      const draftRevision = revision + 1
      const saved = { draft, draftAt, draftRevision, draftOperationId: operationId ?? null, activeMs, leaseUntil }
      await tx.assignment.update({ where: { id: assignment.id }, data: { ...saved, ...(told && { work: told }) } })
      return { revision: saved.draftRevision, leaseUntil: leaseUntil.toISOString() }
    },
  })
}
