import type { AnnotationSummary } from '@/lib/contracts/http/labelling'
import { mayReview, toScreenPreference } from '@/lib/domain/labelling'
import type { Prisma, Tx } from '@/lib/platform/db'

/** Current: no other supersedes it. Source: docs/spec/answer.md [AN12] */
export const CURRENT = { supersededBy: { is: null } } as const satisfies Prisma.AnnotationWhereInput

/** Answers that count ([CO1]), are their annotator's own, and are not reviewed. */
export const WAITING = {
  ...CURRENT,
  assignment: { is: { state: 'submitted' } },
  kind: 'original',
  reviews: { none: {} },
} as const satisfies Prisma.AnnotationWhereInput

const REVIEW_SELECT = {
  id: true,
  verdict: true,
  comment: true,
  createdAt: true,
  reviewer: { select: { name: true } },
} as const satisfies Prisma.ReviewSelect

export const SUMMARY_INCLUDE = {
  author: { select: { name: true } },
  assignment: { select: { userId: true, leftSide: true } },
  reviews: { select: REVIEW_SELECT },
  resultOf: { select: REVIEW_SELECT },
  task: { select: { pair: { select: { kind: true, prompt: { select: { text: true } } } } } },
} as const satisfies Prisma.AnnotationInclude

type SummaryRow = Prisma.AnnotationGetPayload<{ include: typeof SUMMARY_INCLUDE }>
export type ReviewRow = SummaryRow['reviews'][number]

/** The review of an annotation; of a correction, the review that made it. */
export function reviewOf({ reviews, resultOf }: Pick<SummaryRow, 'reviews' | 'resultOf'>): ReviewRow | null {
  return reviews[0] ?? resultOf[0] ?? null
}

/** The marks in a summary. */
export type MarkTotals = { marks: number; labels: string[] }

/** Counted by the database: a page of answers may have a hundred thousand marks. @returns by annotation; those without marks are absent */
export async function countMarks(db: Tx, annotationIds: readonly string[]): Promise<Map<string, MarkTotals>> {
  const rows = await db.$queryRaw<(MarkTotals & { annotationId: string })[]>`
    SELECT "annotationId", count(*)::int AS marks, array_agg(DISTINCT "labelKey") AS labels
    FROM "Mark" WHERE "annotationId" = ANY(${annotationIds}::uuid[]) GROUP BY "annotationId"`
  return new Map(rows.map(({ annotationId, marks, labels }) => [annotationId, { marks, labels: labels.toSorted() }]))
}

/** @param userId who asks; null for a job */
export function toSummary(row: SummaryRow, totals: MarkTotals, userId: string | null): AnnotationSummary {
  const { authorId, assignment } = row
  return {
    id: row.id,
    kind: row.kind,
    pairKind: row.task.pair.kind,
    prompt: row.task.pair.prompt.text,
    author: row.author.name,
    own: userId !== null && !mayReview(userId, { authorId, annotatorId: assignment.userId }),
    preference: toScreenPreference(row.preference, assignment.leftSide),
    strength: row.strength,
    ...totals,
    flagged: row.flagged,
    authorSawGenerators: row.authorSawGenerators,
    comment: row.comment,
    review: reviewOf(row)?.verdict ?? 'waiting',
    createdAt: row.createdAt.toISOString(),
  }
}
