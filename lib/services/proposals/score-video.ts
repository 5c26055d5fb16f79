import type { z } from 'zod'
import { jobs } from '@/lib/contracts/jobs'
import type { FrameTable } from '@/lib/domain/media'
import {
  type EngineDescription,
  type FrameResult,
  type ModelManifest,
  nextFrames,
  resolveSampling,
  videoScore,
} from '@/lib/domain/proposals'
import { hashSeed } from '@/lib/domain/shared'
import type { Context, Verb } from '@/lib/platform/context'
import type { Prisma } from '@/lib/platform/db'
import { frameTableOf } from '@/lib/services/media'
import { beginRunVideo, endRun, endRunVideo, type Fault } from './run-progress'
import { joinBatches, storeFrameScores } from './store-frame-scores'
import { manifestOf, runSettingsOf } from './stored'
import { isStillNeeded, type Ticks, whileNeeded } from './while-needed'

const Input = jobs.scoreVideo.payload
export type ScoreVideo = z.infer<typeof Input>

/** The engine as a port: it runs in the worker, in a separate process. */
export type ScoringEngine = {
  start(signal: AbortSignal): Promise<EngineDescription>
  score(request: {
    path: string
    indices: readonly number[]
    table: FrameTable
    prompt: string
    display: { width: number; height: number }
    signal: AbortSignal
  }): AsyncIterable<FrameResult[]>
}
/** The version a run is of, as it was registered. */
export type RegisteredModel = { location: string; sha256: string; manifest: ModelManifest }
export type OpenScoringEngine = (model: RegisteredModel) => ScoringEngine

/** The engine left out a frame that it was asked for. */
export class UnansweredFrameError extends Error {
  override readonly name = 'UnansweredFrameError'
}

/** Against a clip that takes the whole worker down each time. */
const MOST_ATTEMPTS = 100

const PARTS = { run: { include: { model: true } }, video: { include: { prompt: true } } } as const
type Work = Prisma.RunVideoGetPayload<{ include: typeof PARTS }>

function clipOf({ run, video }: Work) {
  const { thresholds } = manifestOf(run.model)
  return {
    table: frameTableOf(video),
    durationUs: Number(video.durationUs),
    settings: resolveSampling(runSettingsOf(run), thresholds),
    seed: hashSeed(`${run.seed}:${video.sha256}`),
  }
}

/**
 * Scores the frames that the sampling still needs, batch by batch.
 * @returns false when the run was cancelled in the meantime
 */
async function scoreMissing(ctx: Context, work: Work, engine: ScoringEngine, signal: AbortSignal): Promise<boolean> {
  const clip = clipOf(work)
  const { thresholds } = manifestOf(work.run.model)
  const { video } = work
  let known = -1
  for (;;) {
    const rows = await ctx.db.frameScore.findMany({
      where: { runVideoId: work.id },
      select: { frameIndex: true, score: true },
    })
    const step = nextFrames({ ...clip, scored: rows.map((row) => ({ index: row.frameIndex, score: row.score })) })
    if (step.kind === 'done') return true
    if (rows.length === known)
      throw new UnansweredFrameError(`The engine returned no result for frame ${step.indices[0]}.`)
    known = rows.length
    const batches = engine.score({
      path: await ctx.storage.localPath(video.storageKey),
      indices: step.indices,
      table: clip.table,
      prompt: video.prompt.text,
      display: { width: video.displayWidth ?? 1, height: video.displayHeight ?? 1 },
      signal,
    })
    const batch = { runVideoId: work.id, videoId: video.id, round: step.round, thresholds }
    for await (const results of joinBatches(batches, ctx.now)) {
      await storeFrameScores(ctx, { ...batch, results })
      if (!(await isStillNeeded(ctx, { runVideoId: work.id, states: ['running'] }))) return false
    }
  }
}

/**
 * Scores one clip of a run with dynamic sampling. The plan is derived only from the stored scores, so a killed job
 * resumes where it stopped, with no frame scored twice or missing. A cancel ends it without an error.
 */
export async function scoreVideo({
  ctx,
  input,
  openEngine,
  signal,
  ticks,
}: Verb<ScoreVideo> & { openEngine: OpenScoringEngine; signal: AbortSignal; ticks?: Ticks }): Promise<void> {
  const { runVideoId } = Input.parse(input)
  // Wait for a concurrent retry to commit, so that its state is seen: it may have found this job and queued no other.
  await ctx.db.$queryRaw`SELECT id FROM "RunVideo" WHERE id = ${runVideoId}::uuid FOR SHARE`
  const work = await ctx.db.runVideo.findUnique({ where: { id: runVideoId }, include: PARTS })
  if (!work || !isActive(work.state) || !isActive(work.run.state)) return
  if (work.attempts >= MOST_ATTEMPTS) {
    return endRunVideo(ctx, work, {
      to: 'failed',
      fault: 'clip',
      error: `The worker ended ${MOST_ATTEMPTS} times while scoring this clip; see its log.`,
    })
  }
  const { location, sha256 } = work.run.model
  const engine = openEngine({ location, sha256, manifest: manifestOf(work.run.model) })
  const watched = { runVideoId, signal, ticks }
  const description = await whileNeeded(ctx, { ...watched, states: ['queued', 'running'] }, (either) =>
    engine.start(either),
  )
  if (!description || !(await beginRunVideo(ctx, work, description))) return
  const isWhole = await whileNeeded(ctx, { ...watched, states: ['running'] }, (either) =>
    scoreMissing(ctx, work, engine, either),
  )
  if (!isWhole) return
  const scores = await ctx.db.frameScore.findMany({ where: { runVideoId }, select: { frameIndex: true, score: true } })
  const score = videoScore(scores.map((row) => ({ index: row.frameIndex, score: row.score })))
  await endRunVideo(ctx, work, { to: 'done', score })
}

function isActive(state: Work['state']): boolean {
  return state === 'queued' || state === 'running'
}

/** Ends a clip that cannot be scored; the rest of the run continues, unless its engine fails on too many clips. */
export async function failRunVideo({
  ctx,
  input,
  reason,
  fault,
}: Verb<ScoreVideo> & { reason: string; fault: Fault }): Promise<void> {
  const { runVideoId } = Input.parse(input)
  const work = await ctx.db.runVideo.findUnique({ where: { id: runVideoId }, include: { run: true } })
  if (work) await endRunVideo(ctx, work, { to: 'failed', error: reason, fault })
}

/** Ends the run of a clip whose engine cannot be opened: it could not be opened for the others either. */
export async function failRun({ ctx, input, reason }: Verb<ScoreVideo> & { reason: string }): Promise<void> {
  const { runVideoId } = Input.parse(input)
  const work = await ctx.db.runVideo.findUnique({ where: { id: runVideoId }, include: { run: true } })
  if (work) await endRun(ctx, work, reason)
}
