import { type AssignmentView, InAssignment } from '@/lib/contracts/http/labelling'
import type { Verb } from '@/lib/platform/context'
import { notFound } from '@/lib/platform/errors'
import { requireAbility, requireUserId } from '@/lib/services/accounts'
import { loadAssignmentView } from './assignment-view'

/** One of the caller's own assignments; anybody else's does not exist for them. */
export async function getAssignment({ ctx, input }: Verb<InAssignment>): Promise<AssignmentView> {
  const { assignmentId } = InAssignment.parse(input)
  const where = { id: assignmentId, userId: requireUserId(ctx) }
  const own = await ctx.db.assignment.findFirst({ where, select: { id: true, projectId: true } })
  if (!own) throw notFound('assignment')
  await requireAbility(ctx.db, ctx, own.projectId, 'labelling.answer')
  return loadAssignmentView(ctx, own.id)
}
