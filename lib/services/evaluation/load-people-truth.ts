import { z } from 'zod'
import type { AnswerScope } from '@/lib/contracts/http/evaluation'
import { peopleTruth, type Truth } from '@/lib/domain/evaluation'
import { AnnotatedPair } from '@/lib/domain/exports'
import type { Reading } from '@/lib/platform/context'
import type { Prisma } from '@/lib/platform/db'
import { loadAnnotatedPairs, loadReleaseTaxonomy } from '@/lib/services/exports'

/** Tasks whose answers count. Source: docs/spec/evaluation.md [EV3] */
export const ANSWERED_TASKS: Record<AnswerScope, Prisma.TaskWhereInput> = {
  all: {},
  hidden: { arm: 'hide' },
  holdout: { holdout: true },
}

/** The current answers to such tasks. */
export function currentAnswers(projectId: string, task: Prisma.TaskWhereInput): Prisma.AnnotationWhereInput {
  return {
    projectId,
    supersededBy: { is: null },
    assignment: { is: { state: 'submitted' } },
    task: { is: task },
  }
}

type Answers = { showing: number; hidden: number; holdout: number }

/** Current answers by what their tasks do with proposals, whichever version's. */
async function countAnswers(ctx: Reading, projectId: string, scope: AnswerScope): Promise<Answers> {
  const count = (task: Prisma.TaskWhereInput) =>
    ctx.db.annotation.count({ where: currentAnswers(projectId, { AND: [ANSWERED_TASKS[scope], task] }) })
  const [showing, hidden, holdout] = await Promise.all([
    count({ arm: { not: 'hide' }, holdout: false }),
    count({ arm: 'hide', holdout: false }),
    count({ holdout: true }),
  ])
  return { showing, hidden, holdout }
}

/** What the current answers agree on, in the labels of the published taxonomy. */
export async function loadPeopleTruth(
  ctx: Reading,
  { projectId, scope, taxonomyVersionId }: { projectId: string; scope: AnswerScope; taxonomyVersionId: string },
): Promise<{ truth: Truth; answers: Answers }> {
  const taxonomy = await loadReleaseTaxonomy(ctx.db, taxonomyVersionId)
  const pairs = await loadAnnotatedPairs(ctx.db, { projectId, asOf: ctx.now(), tasks: ANSWERED_TASKS[scope] }, taxonomy)
  const truth = peopleTruth(z.array(AnnotatedPair).parse(pairs), taxonomy.labels)
  return { truth, answers: await countAnswers(ctx, projectId, scope) }
}
