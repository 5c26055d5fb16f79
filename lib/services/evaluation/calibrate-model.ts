import { type CalibratedModel, CalibrateModel } from '@/lib/contracts/http/evaluation'
import {
  calibrateThresholds,
  frameThatSpeaks,
  type LabelledScore,
  LEAST_FRAMES_OF_A_KIND,
  type ModelClips,
  type Truth,
} from '@/lib/domain/evaluation'
import { ModelManifest } from '@/lib/domain/proposals'
import { audit } from '@/lib/platform/audit'
import { type Context, type Verb, withTransaction } from '@/lib/platform/context'
import type { Prisma } from '@/lib/platform/db'
import { conflict, invalid, notFound } from '@/lib/platform/errors'
import { requireAbility } from '@/lib/services/accounts'
import { getPublishedTaxonomy } from '@/lib/services/taxonomy'
import { loadModelClips } from './load-model-clips'
import { loadPeopleTruth } from './load-people-truth'
import { loadPlantedTruth } from './load-planted-truth'

function labelledScores({ frames }: Truth, model: ModelClips): LabelledScore[] {
  return frames.flatMap(({ videoId, labels, ...at }) => {
    const found = frameThatSpeaks(model.get(videoId), at)
    // A frame nearby may look otherwise: thresholds are set on the judged frames themselves.
    if (!found?.exact) return []
    const { score, labels: probabilities } = found.frame
    return [{ score, probabilities, isDistorted: labels.length > 0, labels }]
  })
}

async function loadTruth(ctx: Context, input: CalibrateModel, model: ModelClips): Promise<Truth> {
  const { projectId, truth, scope } = input
  if (truth === 'planted') return loadPlantedTruth(ctx, projectId, model)
  const { id: taxonomyVersionId } = await getPublishedTaxonomy(ctx.db, projectId)
  return (await loadPeopleTruth(ctx, { projectId, scope, taxonomyVersionId })).truth
}

/**
 * Registers a version of the model whose thresholds fit the frames that are judged; weights and folder stay the same.
 * @throws AppError invalid `too-few-frames`, or conflict `version-taken`
 * Source: docs/spec/calibration.md
 */
export async function calibrateModel({ ctx, input }: Verb<CalibrateModel>): Promise<CalibratedModel> {
  const wanted = CalibrateModel.parse(input)
  const { projectId, modelVersionId, version, truth } = wanted
  await requireAbility(ctx.db, ctx, projectId, 'runs.manage')
  const row = await ctx.db.modelVersion.findFirst({ where: { id: modelVersionId, projectId } })
  if (!row) throw notFound('model')
  const manifest = ModelManifest.parse(row.manifest)
  const model = await loadModelClips(ctx.db, modelVersionId)
  const frames = labelledScores(await loadTruth(ctx, wanted, model), model)
  const found = calibrateThresholds(frames, manifest.labels)
  if (!found) {
    throw invalid(
      'too-few-frames',
      `Of the judged frames this model scored ${frames.length}; calibrating needs ${LEAST_FRAMES_OF_A_KIND} distorted and ${LEAST_FRAMES_OF_A_KIND} normal ones. Run the model on more clips, or answer more pairs.`,
    )
  }
  const { thresholds, ...counted } = found
  const calibrated = { ...counted, truth, from: row.version, at: ctx.now().toISOString() }
  const next = {
    ...manifest,
    version,
    thresholds: { ...manifest.thresholds, ...thresholds },
    training: { ...manifest.training, calibrated },
  }
  return withTransaction(ctx, async (tx) => {
    await requireAbility(tx, ctx, projectId, 'runs.manage')
    const { name, engine, location, sha256 } = row
    const data = { projectId, name, version, engine, location, sha256, createdAt: ctx.now() }
    const [created] = await tx.modelVersion.createManyAndReturn({
      data: [{ ...data, manifest: next as Prisma.InputJsonObject }],
      skipDuplicates: true,
    })
    if (!created) throw conflict('version-taken', `${name} ${version} is registered already; choose another version.`)
    await audit(tx, ctx, {
      projectId,
      verb: 'model.calibrate',
      entityType: 'model',
      entityId: created.id,
      difference: { from: modelVersionId, thresholds, ...counted },
    })
    return { modelVersionId: created.id, name, version, before: manifest.thresholds, thresholds, ...counted }
  })
}
