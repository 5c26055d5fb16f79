import { type CalibratedModel, CalibrateModel } from '@/lib/contracts/http/evaluation'
import {
  calibrateThresholds,
  frameThatSpeaks,
  type LabelledScore,
  LEAST_FRAMES_OF_A_KIND,
  type ModelClips,
  type Truth,
} from '@/lib/domain/evaluation'
import { audit, type Context, type Verb, withTransaction } from '@/lib/platform/context'
import { type AppError, conflict, invalid, notFound } from '@/lib/platform/errors'
import { storable } from '@/lib/platform/stored'
import { requireAbility } from '@/lib/services/accounts'
import { manifestOf } from '@/lib/services/proposals'
import { loadModelClips } from './load-model-clips'
import { loadTruth } from './load-truth'

type Usable = { frames: LabelledScore[]; near: number }

/** A frame nearby may look otherwise: thresholds are set on the judged frames themselves. Source: docs/spec/calibration.md [TC1] */
function usableFrames({ frames: judged }: Truth, model: ModelClips): Usable {
  const frames: LabelledScore[] = []
  let near = 0
  for (const { videoId, labels, ...at } of judged) {
    const found = frameThatSpeaks(model.get(videoId), at)
    if (found && !found.exact) near += 1
    if (!found?.exact) continue
    const { score, labels: probabilities } = found.frame
    frames.push({ score, probabilities, isDistorted: labels.length > 0, labels })
  }
  return { frames, near }
}

/** Why nothing can be calibrated, and what would help. */
async function tooFew(ctx: Context, { projectId, truth }: CalibrateModel, { frames, near }: Usable): Promise<AppError> {
  const distorted = frames.filter(({ isDistorted }) => isDistorted).length
  const planted =
    truth === 'people' &&
    (await ctx.db.videoTruth.findFirst({ where: { video: { is: { projectId } } }, select: { videoId: true } })) !== null
  return invalid(
    'too-few-frames',
    [
      `Calibrating needs ${LEAST_FRAMES_OF_A_KIND} distorted and ${LEAST_FRAMES_OF_A_KIND} normal frames that were judged and that the model scored itself; there are ${distorted} and ${frames.length - distorted}.`,
      near > 0
        ? `For ${near} more judged ${near === 1 ? 'frame' : 'frames'} a sampled neighbour speaks: the page of the model counts them (${frames.length + near} in all), but thresholds are not set by another frame's picture.`
        : '',
      'Run the model with more frames a second or on more clips, or answer more pairs.',
      planted ? 'Or take what was planted in synthetic clips for the truth: --truth planted.' : '',
    ]
      .filter(Boolean)
      .join(' '),
  )
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
  const manifest = manifestOf(row)
  const model = await loadModelClips(ctx.db, modelVersionId)
  const usable = usableFrames(await loadTruth(ctx, wanted, model), model)
  const found = calibrateThresholds(usable.frames, manifest.labels)
  if (!found) throw await tooFew(ctx, wanted, usable)
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
      data: [{ ...data, manifest: storable(next) }],
      skipDuplicates: true,
    })
    if (!created) throw conflict('version-taken', `${name} ${version} is registered already; choose another version.`)
    await audit(tx, ctx, {
      projectId,
      verb: 'model.calibrate',
      entityId: created.id,
      difference: { from: modelVersionId, thresholds, ...counted },
    })
    return { modelVersionId: created.id, name, version, before: manifest.thresholds, thresholds, ...counted }
  })
}
