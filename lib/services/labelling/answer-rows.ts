import type { Answer, ProposalOutcome } from '@/lib/domain/labelling'
import { boxColumns, boxOf } from '@/lib/platform/box-columns'
import type { Prisma, Tx } from '@/lib/platform/db'

/** The values of an annotation about its pair. */
export const STATEMENT_INCLUDE = {
  marks: { orderBy: { id: 'asc' } },
  verdicts: { orderBy: { id: 'asc' } },
} as const satisfies Prisma.AnnotationInclude

/** What an answer is made of in the database. */
export const ANSWER_INCLUDE = {
  ...STATEMENT_INCLUDE,
  outcomes: { orderBy: { proposalId: 'asc' } },
} as const satisfies Prisma.AnnotationInclude

type StatementRows = Prisma.AnnotationGetPayload<{ include: typeof STATEMENT_INCLUDE }>
export type AnnotationRows = Prisma.AnnotationGetPayload<{ include: typeof ANSWER_INCLUDE }>

/** Preference, marks and clean verdicts of an annotation. */
export function toStatement({
  preference,
  strength,
  marks,
  verdicts,
}: StatementRows): Pick<Answer, 'preference' | 'strength' | 'marks' | 'clean'> {
  return {
    preference,
    strength,
    marks: marks.map((mark) => ({
      id: mark.id,
      side: mark.side,
      frameIndex: mark.frameIndex,
      ptsUs: Number(mark.ptsUs),
      labelKey: mark.labelKey,
      box: boxOf(mark),
      proposalId: mark.proposalId,
      trackId: mark.trackId,
      interpolated: mark.interpolated,
    })),
    clean: verdicts.map(({ side, frameIndex }) => ({ side, frameIndex })),
  }
}

/** The answer in an annotation. */
export function toAnswer(annotation: AnnotationRows): Answer {
  return {
    schemaVersion: 1,
    ...toStatement(annotation),
    proposals: annotation.outcomes.flatMap(({ proposalId, outcome }) =>
      outcome === 'ignored' ? [] : [{ proposalId, outcome }],
    ),
    comment: annotation.comment ?? '',
    flagged: annotation.flagged,
  }
}

export type AnnotationFacts = Pick<
  Prisma.AnnotationUncheckedCreateInput,
  | 'projectId'
  | 'taskId'
  | 'assignmentId'
  | 'authorId'
  | 'kind'
  | 'supersedesId'
  | 'taxonomyVersionId'
  | 'activeMs'
  | 'lookMs'
  | 'markMs'
  | 'checkMs'
  | 'authorSawGenerators'
  | 'operationId'
  | 'createdAt'
>

/** Writes the immutable annotation with its marks, verdicts and outcomes. @returns its id */
export async function insertAnnotation(
  tx: Tx,
  facts: AnnotationFacts,
  answer: Answer,
  outcomes: readonly ProposalOutcome[],
): Promise<string> {
  const { preference, strength, comment, flagged } = answer
  const { id: annotationId } = await tx.annotation.create({
    data: { ...facts, preference, strength, comment: comment.trim() || null, flagged },
    select: { id: true },
  })
  // The database gives the rows new ids: the client's ids are those of the draft, which a corrected answer may share.
  const marks = answer.marks.map(({ id: _, box, ptsUs, ...mark }) => {
    return { annotationId, ...mark, ptsUs: BigInt(ptsUs), ...boxColumns(box) }
  })
  if (marks.length > 0) await tx.mark.createMany({ data: marks })
  const verdicts = answer.clean.map((verdict) => ({ annotationId, ...verdict }))
  if (verdicts.length > 0) await tx.frameVerdict.createMany({ data: verdicts })
  if (outcomes.length > 0) {
    await tx.proposalOutcome.createMany({ data: outcomes.map((outcome) => ({ annotationId, ...outcome })) })
  }
  return annotationId
}
