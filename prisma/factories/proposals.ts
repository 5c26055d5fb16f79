import { createHash } from 'node:crypto'
import { decodeFrameTable } from '@/lib/domain/media'
import type { ModelManifest } from '@/lib/domain/proposals'
import type { Box } from '@/lib/domain/shared'
import { defaultTaxonomy, flattenLabels } from '@/lib/domain/taxonomy'
import { boxColumns } from '@/lib/platform/box-columns'
import type { Db, ModelVersion, Prisma, Proposal, Run, RunVideo, Video } from '@/lib/platform/db'
import { unique } from './context'

export const FACTORY_MANIFEST = {
  schemaVersion: 1,
  engine: 'frame-onnx',
  name: 'factory',
  version: '1',
  labels: flattenLabels(defaultTaxonomy).map(({ key }) => key),
  input: { name: 'image', width: 256, height: 256, layout: 'NHWC', dtype: 'uint8' },
  outputs: { score: 'score', labelLogits: 'label_logits', heatmap: 'heatmap' },
  fit: 'stretch',
  thresholds: { distortedScore: 3.5, labelProbability: 0.5, heatmap: 0.5, high: 4, low: 3 },
  training: {},
} satisfies ModelManifest

export function createModelVersion(
  db: Db,
  data: Partial<Prisma.ModelVersionUncheckedCreateInput> & { projectId: string },
): Promise<ModelVersion> {
  const name = data.name ?? `model-${unique()}`
  const sha256 = createHash('sha256').update(name).digest('hex')
  const about = { version: '1', engine: 'frame-onnx', location: 'builtin:default', sha256 }
  return db.modelVersion.create({ data: { ...about, manifest: { ...FACTORY_MANIFEST, name }, ...data, name } })
}

/** A finished run, of a new model unless given. */
export async function createRun(
  db: Db,
  data: Partial<Prisma.RunUncheckedCreateInput> & { projectId: string },
): Promise<Run> {
  const modelVersionId = data.modelVersionId ?? (await createModelVersion(db, { projectId: data.projectId })).id
  const settings = { schemaVersion: 1, targetFps: 2, high: 4, low: 3 }
  return db.run.create({
    data: {
      state: 'done',
      settings,
      seed: 0,
      finishedAt: new Date(),
      showings: { create: { fromAt: new Date(0) } },
      ...data,
      modelVersionId,
    },
  })
}

export type FactoryScore = { frameIndex: number; score: number }
export type FactoryProposal = {
  frameIndex: number
  labelKey: string
  box?: Box | null
  probability?: number
  score?: number
}

/** What a finished run wrote about one clip; its score is the mean of the frames'. */
export async function createRunVideo(
  db: Db,
  data: {
    runId: string
    video: Video
    scores?: readonly FactoryScore[]
    proposals?: readonly FactoryProposal[]
    finishedAt?: Date
  },
): Promise<{ runVideo: RunVideo; proposals: Proposal[] }> {
  const { runId, video, scores = [], proposals = [], finishedAt = new Date() } = data
  const { ptsUs } = decodeFrameTable(video.frameTable ?? new Uint8Array())
  const at = (frameIndex: number) => BigInt(ptsUs[frameIndex] ?? 0)
  const score = scores.length === 0 ? null : scores.reduce((total, row) => total + row.score, 0) / scores.length
  const runVideo = await db.runVideo.create({
    data: {
      runId,
      videoId: video.id,
      state: 'done',
      frameBudget: Math.max(2, scores.length),
      scoredCount: scores.length,
      proposalCount: proposals.length,
      score,
      finishedAt,
    },
  })
  await db.frameScore.createMany({
    data: scores.map((row) => ({
      runVideoId: runVideo.id,
      round: 1,
      ptsUs: at(row.frameIndex),
      labels: {},
      boxes: [],
      ...row,
    })),
  })
  const written = await db.proposal.createManyAndReturn({
    data: proposals.map(({ box = null, probability = 0.9, score: frameScore = 2, ...row }, ordinal) => ({
      ...row,
      ...boxColumns(box),
      runVideoId: runVideo.id,
      videoId: video.id,
      ptsUs: at(row.frameIndex),
      ordinal,
      probability,
      score: frameScore,
    })),
  })
  return { runVideo, proposals: written }
}
