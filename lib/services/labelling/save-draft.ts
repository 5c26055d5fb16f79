import { SaveDraft } from '@/lib/contracts/http/labelling'
import { type Answer, renewedLease } from '@/lib/domain/labelling'
import { canonicalJson } from '@/lib/domain/shared'
import type { Verb } from '@/lib/platform/context'
import type { Assignment } from '@/lib/platform/db'
import { conflict } from '@/lib/platform/errors'
import { withLease } from './lease'

/** The save whose reply got lost is sent again: same draft, made from the revision before. */
function isRepeated({ draft, draftRevision }: Assignment, sent: { revision: number; draft: Answer }): boolean {
  return draftRevision === sent.revision + 1 && canonicalJson(draft) === canonicalJson(sent.draft)
}

/** Saves the caller's draft and keeps the lease; a newer draft is never overwritten. Not audited: it happens every second. */
export function saveDraft({ ctx, input }: Verb<SaveDraft>): Promise<{ revision: number; leaseUntil: string }> {
  const { revision, draft, activeMs, ...where } = SaveDraft.parse(input)
  return withLease(ctx, where, {
    draft: { answer: draft, activeMs },
    work: async (tx, assignment, { project }) => {
      const repeated = isRepeated(assignment, { revision, draft })
      if (!repeated && assignment.draftRevision !== revision) {
        throw conflict(
          'stale-draft',
          `A newer draft (revision ${assignment.draftRevision}, yours is made from ${revision}) was saved, perhaps in another tab. Reload the task to go on from it.`,
        )
      }
      const { leaseSeconds } = project.settings
      const leaseUntil = renewedLease({ now: ctx.now(), leaseUntil: assignment.leaseUntil, leaseSeconds })
      const draftRevision = revision + 1
      await tx.assignment.update({ where: { id: assignment.id }, data: { draft, draftRevision, activeMs, leaseUntil } })
      return { revision: draftRevision, leaseUntil: leaseUntil.toISOString() }
    },
  })
}
