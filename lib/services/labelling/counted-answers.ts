import type { AnswerScope } from '@/lib/domain/labelling'
import { type AnnotationKind, type Db, Prisma, type Tx } from '@/lib/platform/db'

/** Every kind of annotation, and whether it may count. A new kind does not compile until it is decided here. Source: docs/spec/counted-answers.md [CO5] */
const COUNTS: Record<AnnotationKind, boolean> = { original: true, correction: true, adjudication: true }
const KINDS = Object.entries(COUNTS).flatMap(([kind, counts]) => (counts ? [kind] : []))

/** Which annotation of an assignment is used. Source: docs/spec/counted-answers.md [CO2] */
export type Which = 'first' | 'own' | 'current'

export type AnswersWanted = {
  projectId: string
  which: Which
  /** Of the annotations and reviews made up to then; left out, of all. */
  asOf?: Date
  /** Under which conditions they were given; all unless named. */
  scope?: AnswerScope
  /** Of tasks that ask for this, possibly with other things. */
  asks?: 'preference' | 'attribution'
  taskId?: string
  pairIds?: readonly string[]
}

const GIVEN: Record<AnswerScope, Prisma.Sql> = {
  all: Prisma.sql`TRUE`,
  hidden: Prisma.sql`assignment.arm = 'hide' AND NOT assignment."sawProposals"`,
  holdout: Prisma.sql`task.holdout AND NOT assignment."sawProposals"`,
}

function madeBy(table: 'answer' | 'later' | 'review', asOf: Date | undefined): Prisma.Sql {
  return asOf ? Prisma.sql`${Prisma.raw(table)}."createdAt" <= ${asOf}` : Prisma.sql`TRUE`
}

/** A reviewer has judged it: there is a review, or what replaces it is not the annotator's. */
function isReviewed(annotation: 'answer' | 'earlier', asOf: Date | undefined): Prisma.Sql {
  const id = Prisma.raw(`${annotation}.id`)
  return Prisma.sql`(
    EXISTS (SELECT FROM "Review" AS review WHERE review."annotationId" = ${id} AND ${madeBy('review', asOf)})
    OR EXISTS (
      SELECT FROM "Annotation" AS later
      WHERE later."supersedesId" = ${id} AND later.kind <> 'original' AND ${madeBy('later', asOf)}
    ))`
}

function isCurrent(asOf: Date | undefined): Prisma.Sql {
  return Prisma.sql`NOT EXISTS (
    SELECT FROM "Annotation" AS later WHERE later."supersedesId" = answer.id AND ${madeBy('later', asOf)})`
}

const SPEAKS: Record<Which, (asOf: Date | undefined) => Prisma.Sql> = {
  current: isCurrent,
  own: (asOf) => Prisma.sql`answer.kind = 'original' AND NOT EXISTS (
    SELECT FROM "Annotation" AS later
    WHERE later."assignmentId" = answer."assignmentId" AND later.kind = 'original'
      AND (later."createdAt", later.id) > (answer."createdAt", answer.id) AND ${madeBy('later', asOf)})`,
  first: (asOf) => Prisma.sql`answer.kind = 'original' AND (${isReviewed('answer', asOf)} OR ${isCurrent(asOf)})
    AND NOT EXISTS (
      SELECT FROM "Annotation" AS earlier
      WHERE earlier."assignmentId" = answer."assignmentId"
        AND (earlier."createdAt", earlier.id) < (answer."createdAt", answer.id) AND ${isReviewed('earlier', asOf)})`,
}

function ofTask({ taskId, pairIds, asks }: AnswersWanted): Prisma.Sql {
  const wanted = [
    ...(taskId ? [Prisma.sql`task.id = ${taskId}::uuid`] : []),
    ...(pairIds ? [Prisma.sql`task."pairId" = ANY(${[...pairIds]}::uuid[])`] : []),
    ...(asks ? [Prisma.sql`task.asks::text IN (${asks}, 'both')`] : []),
  ]
  return wanted.length > 0 ? Prisma.join(wanted, ' AND ') : Prisma.sql`TRUE`
}

/**
 * The counted answers, one row per assignment: the annotation that is used, with values of its assignment and task. All
 * code that counts answers reads them from here.
 * Source: docs/spec/counted-answers.md
 */
export function countedAnswers(wanted: AnswersWanted): Prisma.Sql {
  const { projectId, which, asOf, scope = 'all' } = wanted
  return Prisma.sql`
    SELECT answer.id, answer."createdAt", answer."taskId", answer."assignmentId", answer."taxonomyVersionId",
      answer.preference, answer."activeMs", assignment."userId" AS "annotatorId", assignment."leftSide", assignment.arm,
      assignment."sawProposals", task."pairId", task.asks, task.holdout
    FROM "Annotation" AS answer
    JOIN "Assignment" AS assignment ON assignment.id = answer."assignmentId" AND assignment.state = 'submitted'
    JOIN "Task" AS task ON task.id = answer."taskId"
    WHERE answer."projectId" = ${projectId}::uuid AND answer.kind = ANY(${KINDS}::"AnnotationKind"[])
      AND ${madeBy('answer', asOf)} AND ${SPEAKS[which](asOf)} AND ${GIVEN[scope]} AND ${ofTask(wanted)}`
}

/** How many answers count. Every annotation of an assignment gives the same number, so the current one is asked for. Source: docs/spec/counted-answers.md [CO6] */
export async function countAnswers(db: Db | Tx, wanted: Omit<AnswersWanted, 'which'>): Promise<number> {
  const answers = countedAnswers({ ...wanted, which: 'current' })
  const [row] = await db.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM (${answers}) AS answer`
  return row?.count ?? 0
}

export async function hasAnswers(db: Db | Tx, wanted: Omit<AnswersWanted, 'which'>): Promise<boolean> {
  const answers = countedAnswers({ ...wanted, which: 'current' })
  const [row] = await db.$queryRaw<{ found: boolean }[]>`SELECT EXISTS (${answers}) AS found`
  return row?.found ?? false
}
