import { z } from 'zod'
import type { AnswerScope } from '@/lib/contracts/http/evaluation'
import { peopleTruth, type Truth } from '@/lib/domain/evaluation'
import { AnnotatedPair } from '@/lib/domain/exports'
import type { Reading } from '@/lib/platform/context'
import type { Prisma } from '@/lib/platform/db'
import { loadAnnotatedPairs } from '@/lib/services/exports'
import { loadCarriedTaxonomy } from '@/lib/services/taxonomy'

/** Assignments whose answers count. Source: docs/spec/evaluation.md [EV3] */
export const ANSWERED: Record<AnswerScope, Prisma.AssignmentWhereInput> = {
  all: {},
  hidden: { arm: 'hide', sawProposals: false },
  holdout: { task: { is: { holdout: true } }, sawProposals: false },
}

/** The current answers under such assignments. */
export function currentAnswers(
  projectId: string,
  assignment: Prisma.AssignmentWhereInput,
): Prisma.AnnotationWhereInput {
  return {
    projectId,
    supersededBy: { is: null },
    assignment: { is: { AND: [{ state: 'submitted' }, assignment] } },
  }
}

type Answers = { showing: number; hidden: number; holdout: number }

/** Current answers by what became of proposals under them, whichever version's. */
async function countAnswers(ctx: Reading, projectId: string, scope: AnswerScope): Promise<Answers> {
  const count = (assignment: Prisma.AssignmentWhereInput) =>
    ctx.db.annotation.count({ where: currentAnswers(projectId, { AND: [ANSWERED[scope], assignment] }) })
  const [showing, hidden, holdout] = await Promise.all([
    count({ OR: [{ arm: { not: 'hide' } }, { sawProposals: true }] }),
    count({ ...ANSWERED.hidden, task: { is: { holdout: false } } }),
    count(ANSWERED.holdout),
  ])
  return { showing, hidden, holdout }
}

/** What the current answers agree on, in the labels of the published taxonomy. */
export async function loadPeopleTruth(
  ctx: Reading,
  { projectId, scope, taxonomyVersionId }: { projectId: string; scope: AnswerScope; taxonomyVersionId: string },
): Promise<{ truth: Truth; answers: Answers }> {
  const taxonomy = await loadCarriedTaxonomy(ctx.db, taxonomyVersionId)
  const pairs = await loadAnnotatedPairs(ctx.db, { projectId, asOf: ctx.now(), assignments: ANSWERED[scope] }, taxonomy)
  const truth = peopleTruth(z.array(AnnotatedPair).parse(pairs), taxonomy.labels)
  return { truth, answers: await countAnswers(ctx, projectId, scope) }
}
