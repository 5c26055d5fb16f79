import { z } from 'zod'
import { type ModelClips, peopleTruth, plantedTruth, type Truth } from '@/lib/domain/evaluation'
import { AnnotatedPair } from '@/lib/domain/exports'
import type { AnswerScope } from '@/lib/domain/labelling'
import { framePtsUs } from '@/lib/domain/media'
import type { Reading } from '@/lib/platform/context'
import { loadAnnotatedPairs } from '@/lib/services/exports'
import { countedAnswers } from '@/lib/services/labelling'
import { frameTableOf } from '@/lib/services/media'
import { getPublishedTaxonomy, loadCarriedTaxonomy } from '@/lib/services/taxonomy'
import type { TruthOf } from './inputs-hash'
import { plantedClipOf } from './stored'

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

/** What the generator planted in the clips of the project that have it. */
export async function loadPlantedTruth(ctx: Reading, projectId: string, model: ModelClips): Promise<Truth> {
  const rows = await ctx.db.videoTruth.findMany({
    where: { video: { is: { projectId } } },
    select: { videoId: true, truth: true, video: { select: { id: true, frameTable: true } } },
    orderBy: { videoId: 'asc' },
  })
  const tables = new Map(rows.map(({ videoId, video }) => [videoId, frameTableOf(video)]))
  const pairs = await ctx.db.pair.findMany({ where: { projectId }, orderBy: { id: 'asc' } })
  const side = (videoId: string, frameIndex: number) => {
    const table = tables.get(videoId)
    return { videoId, frameIndex, ptsUs: table ? framePtsUs(table, frameIndex) : 0 }
  }
  return plantedTruth(
    new Map(rows.map((row) => [row.videoId, plantedClipOf(row)])),
    model,
    pairs.map(({ id: pairId, kind, videoAId, videoBId, frameIndexA, frameIndexB }) => ({
      pairId,
      kind,
      A: side(videoAId, frameIndexA),
      B: side(videoBId, frameIndexB),
    })),
  )
}

/** @param model whose frames a planted truth is wanted for */
export async function loadTruth(ctx: Reading, { projectId, truth, scope }: TruthOf, model: ModelClips): Promise<Truth> {
  if (truth === 'planted') return loadPlantedTruth(ctx, projectId, model)
  const { id: taxonomyVersionId } = await getPublishedTaxonomy(ctx.db, projectId)
  return (await loadPeopleTruth(ctx, { projectId, scope, taxonomyVersionId })).truth
}
