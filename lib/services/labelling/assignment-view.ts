import { type AssignmentView, InAssignment } from '@/lib/contracts/http/labelling'
import { toScreenWork, visibleArm } from '@/lib/domain/labelling'
import { flattenLabels } from '@/lib/domain/taxonomy'
import { aliasesOf } from '@/lib/platform/alias'
import type { Context, Verb } from '@/lib/platform/context'
import { notFound } from '@/lib/platform/errors'
import { requireAbility, requireUserId, settingsOf } from '@/lib/services/accounts'
import { viewerOf } from '@/lib/services/media'
import { treeOf } from '@/lib/services/taxonomy'
import { PAIR_SELECT } from './pair-rows'
import { toPairView } from './pair-view'
import { shownAnswer } from './screen-form'
import { loadShownWork } from './shown-work'
import { draftOf, workOf } from './stored'

/** The assignment with everything its screen needs. The caller has checked that it may be seen. */
export async function loadAssignmentView(ctx: Context, assignmentId: string): Promise<AssignmentView> {
  const { task, taxonomyVersion, leaseUntil, ...assignment } = await ctx.db.assignment.findUniqueOrThrow({
    where: { id: assignmentId },
    include: {
      task: { include: { pair: { select: PAIR_SELECT }, project: { select: { id: true, settings: true } } } },
      taxonomyVersion: { select: { id: true, number: true, tree: true } },
    },
  })
  const tree = treeOf(taxonomyVersion)
  const labelKeys = new Set(flattenLabels(tree).map(({ key }) => key))
  const { pair, asks } = task
  const { arm, revealedAt } = assignment
  const visible = visibleArm(assignment)
  const shown = await loadShownWork(ctx.db, pair, { arm: visible, asOf: assignment.claimedAt, labelKeys })
  const { leftSide } = assignment
  const viewpoint = { leftSide, aliases: aliasesOf(ctx) }
  return {
    id: assignment.id,
    projectId: assignment.projectId,
    state: assignment.state,
    asks,
    arm,
    revealed: arm === 'reveal' && revealedAt !== null,
    fence: assignment.fence,
    leaseUntil: leaseUntil.toISOString(),
    leaseSeconds: settingsOf(task.project).leaseSeconds,
    pair: toPairView(pair, shown, viewerOf(ctx), viewpoint),
    taxonomy: { id: taxonomyVersion.id, number: taxonomyVersion.number, tree },
    draft: shownAnswer(draftOf(assignment), viewpoint),
    draftRevision: assignment.draftRevision,
    draftAt: assignment.draftAt?.toISOString() ?? null,
    activeMs: assignment.activeMs,
    work: toScreenWork(workOf(assignment), leftSide),
    mustWatch: assignment.mustWatch,
    returnComment: assignment.returnComment,
  }
}

/** One of the caller's own assignments; others' assignments do not exist for them. */
export async function getAssignment({ ctx, input }: Verb<InAssignment>): Promise<AssignmentView> {
  const { assignmentId } = InAssignment.parse(input)
  const where = { id: assignmentId, userId: requireUserId(ctx) }
  const own = await ctx.db.assignment.findFirst({ where, select: { id: true, projectId: true } })
  if (!own) throw notFound('assignment')
  await requireAbility(ctx.db, ctx, own.projectId, 'labelling.answer')
  return loadAssignmentView(ctx, own.id)
}
