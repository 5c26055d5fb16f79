import type { z } from 'zod'
import { type AnnotationDetail, InAnnotation } from '@/lib/contracts/http/labelling'
import { visibleArm } from '@/lib/domain/labelling'
import { flattenLabels } from '@/lib/domain/taxonomy'
import { aliasesOf } from '@/lib/platform/alias'
import type { Verb } from '@/lib/platform/context'
import type { Db } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { viewerOf } from '@/lib/services/media'
import { treeOf } from '@/lib/services/taxonomy'
import { type ReviewRow, reviewOf, SUMMARY_INCLUDE, toSummary, WAITING } from './annotation-summary'
import { ANSWER_INCLUDE, toAnswer } from './answer-rows'
import { noteProposalsSeen } from './exposure'
import { annotationScope } from './list-annotations'
import { PAIR_SELECT } from './pair-rows'
import { toPairView } from './pair-view'
import { shownAnswer } from './screen-form'
import { loadShownWork } from './shown-work'

type Detail = z.infer<typeof AnnotationDetail>

function toReviewView({ reviewer, createdAt, ...review }: ReviewRow): NonNullable<Detail['reviewed']> {
  return { ...review, reviewer: reviewer.name, createdAt: createdAt.toISOString() }
}

type Place = { id: string; projectId: string; createdAt: Date }

/** The next answer in the list that waits for this reviewer, starting again at the top after the last. */
async function findNextWaiting(db: Db, { id, projectId, createdAt }: Place, userId: string): Promise<string | null> {
  const open = { ...WAITING, projectId, id: { not: id }, authorId: { not: userId } }
  const older = { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] }
  const find = (where: object) =>
    db.annotation.findFirst({
      where: { AND: [open, where] },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      select: { id: true },
    })
  const next = (await find(older)) ?? (await find({}))
  return next?.id ?? null
}

/** An annotation with its pair as the author saw it. Nothing names a generator; others' answers are for reviewers. */
export async function getAnnotation({ ctx, input }: Verb<InAnnotation>): Promise<Detail> {
  const { projectId, annotationId } = InAnnotation.parse(input)
  const { where, userId, maySeeAll } = await annotationScope(ctx.db, ctx, projectId)
  const row = await ctx.db.annotation.findFirst({
    where: { AND: [where, { id: annotationId }] },
    include: {
      ...SUMMARY_INCLUDE,
      ...ANSWER_INCLUDE,
      assignment: { select: { userId: true, leftSide: true, arm: true, revealedAt: true, claimedAt: true } },
      taxonomyVersion: { select: { id: true, number: true, tree: true } },
      task: { select: { asks: true, pair: { select: PAIR_SELECT } } },
    },
  })
  if (!row) throw notFound('annotation')
  const { asks, pair } = row.task
  const arm = visibleArm(row.assignment)
  const tree = treeOf(row.taxonomyVersion)
  const labelKeys = new Set(flattenLabels(tree).map(({ key }) => key))
  const shown = await loadShownWork(ctx.db, pair, { arm, asOf: row.assignment.claimedAt, labelKeys })
  if (userId && arm !== 'hide') await noteProposalsSeen(ctx.db, userId, row.taskId)
  const review = reviewOf(row)
  const labels = [...new Set(row.marks.map(({ labelKey }) => labelKey))].sort()
  const viewpoint = { leftSide: row.assignment.leftSide, aliases: aliasesOf(ctx) }
  return {
    ...toSummary(row, { marks: row.marks.length, labels }, userId),
    asks,
    answer: shownAnswer(toAnswer(row), viewpoint),
    pair: toPairView(pair, shown, viewerOf(ctx), viewpoint),
    taxonomy: { id: row.taxonomyVersion.id, number: row.taxonomyVersion.number, tree },
    activeMs: row.activeMs,
    reviewed: review ? toReviewView(review) : null,
    nextWaitingId: maySeeAll && userId ? await findNextWaiting(ctx.db, row, userId) : null,
  }
}
