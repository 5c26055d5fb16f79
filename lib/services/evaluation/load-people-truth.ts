import { z } from 'zod'
import { peopleTruth, type Truth } from '@/lib/domain/evaluation'
import { AnnotatedPair } from '@/lib/domain/exports'
import type { AnswerScope } from '@/lib/domain/labelling'
import type { Reading } from '@/lib/platform/context'
import { loadAnnotatedPairs } from '@/lib/services/exports'
import { countedAnswers } from '@/lib/services/labelling'
import { loadCarriedTaxonomy } from '@/lib/services/taxonomy'

type Answers = { showing: number; hidden: number; holdout: number }

/** Answers that count, by what became of proposals under them, whichever version's. Source: docs/spec/evaluation.md [EV3] */
async function countByProposals(ctx: Reading, projectId: string, scope: AnswerScope): Promise<Answers> {
  const [row] = await ctx.db.$queryRaw<Answers[]>`
    SELECT (count(*) FILTER (WHERE arm <> 'hide' OR "sawProposals"))::int AS showing,
      (count(*) FILTER (WHERE arm = 'hide' AND NOT "sawProposals" AND NOT holdout))::int AS hidden,
      (count(*) FILTER (WHERE holdout AND NOT "sawProposals"))::int AS holdout
    FROM (${countedAnswers({ projectId, which: 'current', scope })}) AS answer`
  return row ?? { showing: 0, hidden: 0, holdout: 0 }
}

/** What the current answers agree on, in the labels of the published taxonomy. */
export async function loadPeopleTruth(
  ctx: Reading,
  { projectId, scope, taxonomyVersionId }: { projectId: string; scope: AnswerScope; taxonomyVersionId: string },
): Promise<{ truth: Truth; answers: Answers }> {
  const taxonomy = await loadCarriedTaxonomy(ctx.db, taxonomyVersionId)
  const pairs = await loadAnnotatedPairs(ctx.db, { projectId, asOf: ctx.now(), scope }, taxonomy)
  const truth = peopleTruth(z.array(AnnotatedPair).parse(pairs), taxonomy.labels)
  return { truth, answers: await countByProposals(ctx, projectId, scope) }
}
