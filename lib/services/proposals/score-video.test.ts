import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/platform/context'
import { testDatabase } from '@/tests/setup/database'
import { dyingContext, KilledError } from '@/tests/support/dying'
import { arithmeticEngine, createRunProject, scoreOfFrame, startedRun } from '@/tests/support/run-project'
import { cancelRun } from './cancel-run'
import { listRunVideos } from './read-runs'
import { retryRun } from './retry-run'
import { failRunVideo, type OpenScoringEngine, scoreVideo } from './score-video'
import type { Ticks } from './while-needed'

const { db } = await testDatabase()
const never = new AbortController().signal

const score = (ctx: Context, runVideoId: string, openEngine: OpenScoringEngine, signal = never, ticks?: Ticks) =>
  scoreVideo({ ctx, input: { runVideoId }, openEngine, signal, ...(ticks && { ticks }) })

async function framesOf(runVideoId: string): Promise<number[]> {
  const rows = await db.frameScore.findMany({ where: { runVideoId }, orderBy: { frameIndex: 'asc' } })
  return rows.map(({ frameIndex }) => frameIndex)
}

const clipRow = (id: string) => db.runVideo.findUniqueOrThrow({ where: { id }, include: { run: true } })

/** The numbers on the run's page equal the sums over the tables. */
async function expectCounted(id: string): Promise<void> {
  const where = { runVideoId: id }
  const [scoredCount, proposalCount] = [await db.frameScore.count({ where }), await db.proposal.count({ where })]
  expect(scoredCount).toBe(expected.length)
  expect(await clipRow(id)).toMatchObject({ scoredCount, proposalCount })
}

/** The frames that a run without any trouble scores, for comparison. */
async function undisturbed(): Promise<number[]> {
  const world = await createRunProject(db)
  const sha256 = 'c'.repeat(64)
  await db.video.update({ where: { id: world.videos[0].id }, data: { sha256 } })
  const { clips } = await startedRun(db, world)
  const clip = clips.find(({ videoId }) => videoId === world.videos[0].id) ?? clips[0]
  await score(world.job, clip.id, arithmeticEngine().open)
  return framesOf(clip.id)
}
const expected = await undisturbed()

/** A run whose first clip has the content of the undisturbed one, so that its plan is the same. */
async function comparable() {
  const world = await createRunProject(db)
  await db.video.update({ where: { id: world.videos[0].id }, data: { sha256: 'c'.repeat(64) } })
  const { run, clips } = await startedRun(db, world)
  const clip = clips.find(({ videoId }) => videoId === world.videos[0].id) ?? clips[0]
  const other = clips.find(({ id }) => id !== clip.id) ?? clips[1]
  return { world, run, clip, other, input: { projectId: world.projectId, runId: run.id } }
}

describe('scoring a clip', () => {
  test('stores scores of both rounds, proposals of the broken frames, the mean, and what it ran on', async () => {
    const { world, run, clip, other } = await comparable()
    const engine = arithmeticEngine()
    await score(world.job, clip.id, engine.open)
    const frames = await framesOf(clip.id)
    expect(frames).toEqual(engine.asked.toSorted((a, b) => a - b))
    expect(frames).toHaveLength(clip.frameBudget)
    const mean = frames.reduce((sum, index) => sum + scoreOfFrame(index), 0) / frames.length
    const row = await clipRow(clip.id)
    expect(row).toMatchObject({ state: 'done', attempts: 1, run: { state: 'running', provider: 'cpu' } })
    expect(row.score).toBeCloseTo(mean, 9)
    expect(row.run.providerReasons).toEqual(['cuda: there is no GPU in this test.'])
    const rounds = await db.frameScore.groupBy({ by: ['round'], where: { runVideoId: clip.id }, _count: true })
    expect(rounds.map(({ round }) => round).sort()).toEqual([1, 2])
    const proposals = await db.proposal.findMany({ where: { runVideoId: clip.id } })
    expect(proposals.map(({ frameIndex }) => frameIndex).sort((a, b) => a - b)).toEqual(
      frames.filter((index) => scoreOfFrame(index) < 3.5),
    )
    expect(proposals[0]).toMatchObject({ labelKey: 'extra_limbs', boxX: 0.1, boxY: 0.2, boxW: 0.3, boxH: 0.4 })
    await score(world.job, other.id, arithmeticEngine().open)
    expect(await clipRow(other.id)).toMatchObject({ state: 'done', run: { state: 'done' } })
    const verbs = (await db.auditEvent.findMany({ where: { entityId: run.id } })).map(({ verb }) => verb)
    expect(verbs.sort()).toEqual(['run.create', 'run.done'])
  })

  test('a job of a cancelled clip that meets its retry half-written does the work', async () => {
    const { world, clip, input } = await comparable()
    await cancelRun({ ctx: world.as(world.admin), input })
    const engine = arithmeticEngine()
    const scoring = await db.$transaction(async (tx) => {
      await tx.runVideo.update({ where: { id: clip.id }, data: { state: 'queued' } })
      await tx.run.update({ where: { id: input.runId }, data: { state: 'queued' } })
      const started = score(world.job, clip.id, engine.open)
      await expect
        .poll(async () => {
          const [{ waiting } = { waiting: 0 }] = await db.$queryRaw<{ waiting: number }[]>`
            SELECT count(*)::int AS waiting FROM pg_stat_activity
            WHERE wait_event_type = 'Lock' AND query LIKE '%FOR SHARE%' AND datname = current_database()`
          return waiting
        })
        .toBe(1)
      expect(engine.asked).toEqual([])
      return { started }
    })
    await scoring.started
    expect(await clipRow(clip.id)).toMatchObject({ state: 'done' })
    expect(await framesOf(clip.id)).toHaveLength(clip.frameBudget)
  })

  test('shows its scores with the clip', async () => {
    const { world, clip, input } = await comparable()
    await score(world.job, clip.id, arithmeticEngine().open)
    const { items } = await listRunVideos({ ctx: world.as(world.reviewer), input: { ...input, limit: 10 } })
    const view = items.find(({ id }) => id === clip.id)
    expect(view).toMatchObject({ framesScored: expected.length, frameBudget: clip.frameBudget, frameCount: 48 })
    expect(view?.scores.map(({ frameIndex }) => frameIndex)).toEqual(expected)
  })

  test('one clip that fails ends alone, with its reason', async () => {
    const { world, clip, other } = await comparable()
    await failRunVideo({
      ctx: world.job,
      input: { runVideoId: clip.id },
      reason: 'The decoder stumbled.',
      fault: 'clip',
    })
    await score(world.job, other.id, arithmeticEngine().open)
    expect(await clipRow(clip.id)).toMatchObject({ state: 'failed', error: 'The decoder stumbled.' })
    expect((await clipRow(other.id)).run.state).toBe('done')
  })

  test('an engine that leaves frames out is an error, not an endless run', async () => {
    const { world, clip } = await comparable()
    const { open } = arithmeticEngine({ answers: (results) => results.slice(1) })
    await expect(score(world.job, clip.id, open)).rejects.toThrow('returned no result for frame')
  })
})

describe('taking up a clip again', () => {
  test.each([1, 2, 3, 5, 7])(
    'after the worker was stopped before batch %i, no frame is doubled or missing',
    async (stopAt) => {
      const { world, clip } = await comparable()
      const abort = new AbortController()
      const first = arithmeticEngine({ beforeBatch: (batch) => (batch === stopAt ? abort.abort() : undefined) })
      await expect(score(world.job, clip.id, first.open, abort.signal)).rejects.toThrow()
      expect(await clipRow(clip.id)).toMatchObject({ state: 'running' })
      const second = arithmeticEngine()
      await score(world.job, clip.id, second.open)
      expect(await framesOf(clip.id)).toEqual(expected)
      expect([...first.asked, ...second.asked].sort((a, b) => a - b)).toEqual(expected)
      expect(await clipRow(clip.id)).toMatchObject({ state: 'done', attempts: 2 })
      await expectCounted(clip.id)
    },
  )

  test('killed at any use of the database, it ends as if nothing had been', async () => {
    const { world, clip, input } = await comparable()
    for (let dieAt = 1, finished = false; !finished; dieAt += 3) {
      const dying = dyingContext(world.job, dieAt)
      await score(dying.ctx, clip.id, arithmeticEngine().open).catch((error: unknown) =>
        expect(error).toBeInstanceOf(KilledError),
      )
      finished = (await clipRow(clip.id)).state === 'done'
      expect(dieAt).toBeLessThan(90)
    }
    expect(await framesOf(clip.id)).toEqual(expected)
    await expectCounted(clip.id)
    const { items } = await listRunVideos({ ctx: world.as(world.admin), input: { ...input, limit: 10 } })
    const proposals = expected.filter((index) => scoreOfFrame(index) < 3.5).length
    expect(items.find(({ id }) => id === clip.id)).toMatchObject({ proposals })
  })

  test('two workers on one clip at once write every frame once', async () => {
    const { world, clip } = await comparable()
    await Promise.all([1, 2, 3].map(() => score(world.job, clip.id, arithmeticEngine().open)))
    expect(await framesOf(clip.id)).toEqual(expected)
    await expectCounted(clip.id)
    const proposals = await db.proposal.count({ where: { runVideoId: clip.id } })
    expect(proposals).toBe(expected.filter((index) => scoreOfFrame(index) < 3.5).length)
  })
})

describe('cancelling while a worker scores', () => {
  test('it stops when it stores what it has, keeps that, and a retry goes on from there', async () => {
    const { world, clip, input } = await comparable()
    const ctx = world.as(world.admin)
    const at = new Date()
    const stored = Math.min(16, Math.ceil(clip.frameBudget / 2))
    const first = arithmeticEngine({
      beforeBatch: async (batch) => {
        if (batch === 2) await cancelRun({ ctx, input })
      },
    })
    await score({ ...world.job, now: () => at }, clip.id, first.open)
    expect(first.asked).toHaveLength(stored)
    expect(await clipRow(clip.id)).toMatchObject({ state: 'cancelled', score: null, run: { state: 'cancelled' } })
    await retryRun({ ctx, input })
    const second = arithmeticEngine()
    await score(world.job, clip.id, second.open)
    expect(await framesOf(clip.id)).toEqual(expected)
    expect(second.asked).toHaveLength(expected.length - stored)
  })

  test('a clip that was cancelled before its turn is left alone', async () => {
    const { world, clip, input } = await comparable()
    await cancelRun({ ctx: world.as(world.admin), input })
    const engine = arithmeticEngine()
    await score(world.job, clip.id, engine.open)
    expect(engine.asked).toEqual([])
  })

  test('a cancel while the engine starts wins', async () => {
    const { world, clip, input } = await comparable()
    const engine = arithmeticEngine()
    const slow: OpenScoringEngine = (model) => ({
      ...engine.open(model),
      start: async (signal) => {
        await cancelRun({ ctx: world.as(world.admin), input })
        return engine.open(model).start(signal)
      },
    })
    await score(world.job, clip.id, slow)
    expect(engine.asked).toEqual([])
    expect(await clipRow(clip.id)).toMatchObject({ state: 'cancelled', run: { state: 'cancelled' } })
  })

  /** Does not respond from the given call on, like a stalled server, until it is stopped. */
  function stalledEngine(at: 'start' | 'score') {
    let fallSilent = () => {}
    const stalled = new Promise<void>((resolve) => {
      fallSilent = resolve
    })
    const silence = (signal: AbortSignal) =>
      new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason))
        fallSilent()
      })
    const { open } = arithmeticEngine()
    const engine: OpenScoringEngine = (model) => {
      const healthy = open(model)
      return {
        start: (signal) => (at === 'start' ? silence(signal) : healthy.start(signal)),
        async *score({ signal }) {
          yield await silence(signal)
        },
      }
    }
    return { engine, stalled }
  }

  test.each(['start', 'score'] as const)(
    '[PP10] an engine that is silent in its %s is stopped at the next look',
    async (at) => {
      const { world, clip, input } = await comparable()
      const ctx = world.as(world.admin)
      const { engine, stalled } = stalledEngine(at)
      const ticks: Ticks = async function* (signal) {
        await Promise.race([stalled, new Promise((resolve) => signal.addEventListener('abort', resolve))])
        if (signal.aborted) return
        yield
        await cancelRun({ ctx, input })
        yield
      }
      await score(world.job, clip.id, engine, never, ticks)
      expect(await clipRow(clip.id)).toMatchObject({ state: 'cancelled', error: null, run: { state: 'cancelled' } })
      await retryRun({ ctx, input })
      await score(world.job, clip.id, arithmeticEngine().open)
      expect(await framesOf(clip.id)).toEqual(expected)
      expect(await clipRow(clip.id)).toMatchObject({ state: 'done', attempts: 1 })
    },
  )

  test('[PP10] a worker that shuts down while its clip is wanted says so', async () => {
    const { world, clip } = await comparable()
    const { engine, stalled } = stalledEngine('score')
    const abort = new AbortController()
    const scoring = score(world.job, clip.id, engine, abort.signal)
    await stalled
    abort.abort(new Error('The worker is asked to end.'))
    await expect(scoring).rejects.toThrow('asked to end')
    expect(await clipRow(clip.id)).toMatchObject({ state: 'running' })
  })
})
