import type { FrameResult } from '@/lib/domain/proposals'
import type { Db, ModelVersion, Run, RunVideo, Video } from '@/lib/platform/db'
import { createRun } from '@/lib/services/proposals'
import type { OpenScoringEngine } from '@/lib/services/proposals/score-video'
import { createClips, createModelVersion } from '@/prisma/factories'
import { createMediaProject, type MediaProject } from './media-project'

export type RunProject = MediaProject & { videos: [Video, Video]; model: ModelVersion }

/** A project with two ready clips and a registered model. */
export async function createRunProject(db: Db): Promise<RunProject> {
  const world = await createMediaProject(db)
  const videos = await createClips(db, world.projectId)
  return { ...world, videos, model: await createModelVersion(db, { projectId: world.projectId }) }
}

/** A run over both clips, as an admin starts it. */
export async function startedRun(db: Db, world: RunProject): Promise<{ run: Run; clips: [RunVideo, RunVideo] }> {
  const settings = { schemaVersion: 1 as const, targetFps: 8, high: null, low: null }
  const input = { projectId: world.projectId, modelVersionId: world.model.id, videoIds: null, settings, seed: 7 }
  const { id } = await createRun({ ctx: world.as(world.admin), input })
  const [first, second] = await db.runVideo.findMany({ where: { runId: id }, orderBy: { id: 'asc' } })
  if (!first || !second) throw new Error('a run over two clips has two rows')
  return { run: await db.run.findUniqueOrThrow({ where: { id } }), clips: [first, second] }
}

/** Broken around frame 30, clean elsewhere: the sampling has something to look for. */
export function scoreOfFrame(index: number): number {
  return Math.min(5, 1.5 + Math.abs(index - 30) / 6)
}

export function answerOf(index: number): FrameResult {
  const box = { x: 0.1, y: 0.2, w: 0.3, h: 0.4 }
  return {
    index,
    ptsUs: Math.round((index * 1e6) / 24),
    score: scoreOfFrame(index),
    labels: { extra_limbs: 0.9, motion_blur: 0.1 },
    boxes: [{ labelKey: 'extra_limbs', box, probability: 0.9 }],
  }
}

type EngineHooks = {
  /** Called before each batch is handed over, counted from 1. */
  beforeBatch?: (batch: number) => Promise<void> | void
  /** Drops or changes answers. */
  answers?: (results: FrameResult[]) => FrameResult[]
}

/** An engine that answers by arithmetic, two frames at a time. @returns it, and every frame it was asked for */
export function arithmeticEngine({ beforeBatch, answers = (results) => results }: EngineHooks = {}): {
  open: OpenScoringEngine
  asked: number[]
} {
  const asked: number[] = []
  let batch = 0
  const open: OpenScoringEngine = () => ({
    start: async () => ({
      engine: 'frame-onnx',
      name: 'arithmetic',
      version: '1',
      provider: 'cpu',
      providerReasons: ['cuda: there is no GPU in this test.'],
    }),
    async *score({ indices, signal }) {
      for (let at = 0; at < indices.length; at += 2) {
        batch += 1
        await beforeBatch?.(batch)
        signal.throwIfAborted()
        const frames = indices.slice(at, at + 2)
        asked.push(...frames)
        yield answers(frames.map(answerOf))
      }
    },
  })
  return { open, asked }
}
