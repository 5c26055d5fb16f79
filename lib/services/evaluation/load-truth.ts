import type { ModelClips, Truth } from '@/lib/domain/evaluation'
import type { Reading } from '@/lib/platform/context'
import { getPublishedTaxonomy } from '@/lib/services/taxonomy'
import type { TruthOf } from './inputs-hash'
import { loadPeopleTruth } from './load-people-truth'
import { loadPlantedTruth } from './load-planted-truth'

/** @param model whose frames a planted truth is wanted for */
export async function loadTruth(ctx: Reading, { projectId, truth, scope }: TruthOf, model: ModelClips): Promise<Truth> {
  if (truth === 'planted') return loadPlantedTruth(ctx, projectId, model)
  const { id: taxonomyVersionId } = await getPublishedTaxonomy(ctx.db, projectId)
  return (await loadPeopleTruth(ctx, { projectId, scope, taxonomyVersionId })).truth
}
