import { describe, expect, test } from 'vitest'
import { createModelVersion } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { createRunProject, type RunProject, startedRun } from '@/tests/support/run-project'
import { cancelRun } from './cancel-run'
import { createRun } from './create-run'
import { getRun, listRuns, listRunVideos } from './read-runs'
import { retryRun } from './retry-run'
import { beginRunVideo } from './run-progress'
import { failRunVideo } from './score-video'

const { db } = await testDatabase()

const settings = { schemaVersion: 1 as const, targetFps: 2, high: null, low: null }

function orderOf({ projectId, model }: RunProject) {
  return { projectId, modelVersionId: model.id, videoIds: null, settings, seed: 0 }
}

const auditOf = async (entityId: string) =>
  (await db.auditEvent.findMany({ where: { entityId }, orderBy: { at: 'asc' } })).map(({ verb }) => verb)

describe('starting a run', () => {
  test('plans every ready clip, asks for its scoring, freezes the settings and audits', async () => {
    const world = await createRunProject(db)
    const run = await createRun({ ctx: world.as(world.admin), input: orderOf(world) })
    // Two clips of two seconds at two frames a second.
    expect(run).toMatchObject({ state: 'queued', videos: { total: 2, queued: 2 }, frames: { scored: 0, budget: 8 } })
    const clips = await db.runVideo.findMany({ where: { runId: run.id } })
    const jobs = await db.$queryRaw<{ key: string }[]>`
      SELECT key FROM graphile_worker.jobs WHERE task_identifier = 'proposals.score-video'`
    const keys = new Set(jobs.map(({ key }) => key))
    expect(clips.every(({ id }) => keys.has(`proposals.score-video:${id}`))).toBe(true)
    expect(await db.run.findUnique({ where: { id: run.id } })).toMatchObject({ settings, createdBy: world.admin.id })
    expect(await auditOf(run.id)).toEqual(['run.create'])
  })

  test('refuses a reviewer, a stranger and a model of another project', async () => {
    const world = await createRunProject(db)
    const input = orderOf(world)
    await expect(createRun({ ctx: world.as(world.reviewer), input })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(createRun({ ctx: world.as(world.stranger), input })).rejects.toMatchObject({ code: 'not-found' })
    const theirs = await createModelVersion(db, { projectId: world.foreign.id })
    const foreign = createRun({ ctx: world.as(world.admin), input: { ...input, modelVersionId: theirs.id } })
    await expect(foreign).rejects.toMatchObject({ code: 'not-found' })
  })

  test('refuses clips that are not ready or not here, a project without clips, and thresholds the wrong way round', async () => {
    const world = await createRunProject(db)
    const input = orderOf(world)
    const ctx = world.as(world.admin)
    const [first] = world.videos
    await db.video.update({ where: { id: first.id }, data: { state: 'probing' } })
    const notReady = createRun({ ctx, input: { ...input, videoIds: world.videos.map(({ id }) => id) } })
    await expect(notReady).rejects.toMatchObject({ reason: 'videos-not-ready' })
    const inverted = createRun({ ctx, input: { ...input, settings: { ...settings, high: 2, low: 4 } } })
    await expect(inverted).rejects.toThrow('low threshold is above')
    await db.video.updateMany({ where: { projectId: world.projectId }, data: { state: 'refused' } })
    await expect(createRun({ ctx, input })).rejects.toMatchObject({ reason: 'no-videos' })
    expect(await db.run.count({ where: { projectId: world.projectId } })).toBe(0)
  })
})

describe('reading runs', () => {
  test('annotators see no runs, strangers learn of none', async () => {
    const world = await createRunProject(db)
    const { run } = await startedRun(db, world)
    const input = { projectId: world.projectId, runId: run.id }
    const page = { projectId: world.projectId, limit: 10 }
    expect((await listRuns({ ctx: world.as(world.reviewer), input: page })).items).toHaveLength(1)
    await expect(listRuns({ ctx: world.as(world.annotator), input: page })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(getRun({ ctx: world.as(world.stranger), input })).rejects.toMatchObject({ code: 'not-found' })
    const elsewhere = { projectId: world.foreign.id, runId: run.id }
    const ctx = world.as(world.stranger)
    await expect(getRun({ ctx, input: elsewhere })).rejects.toMatchObject({ code: 'not-found' })
    const clips = listRunVideos({ ctx, input: { ...elsewhere, limit: 10 } })
    await expect(clips).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('how fast a run is and how much is left', () => {
  const at = (hours: number) => new Date(Date.UTC(2026, 0, 1, hours))

  test('[PP13] clips that ended ask for nothing more, though their budget was not spent', async () => {
    const world = await createRunProject(db)
    const { run, clips } = await startedRun(db, world)
    const [first, second] = clips
    const input = { projectId: world.projectId, runId: run.id }
    const left = async () => (await getRun({ ctx: world.as(world.admin), input })).frames.remaining
    expect(await left()).toBe(first.frameBudget + second.frameBudget)
    await db.runVideo.update({ where: { id: second.id }, data: { state: 'running', scoredCount: 3 } })
    await failRunVideo({ ctx: world.job, input: { runVideoId: first.id }, reason: 'Poisoned.', fault: 'clip' })
    expect(await left()).toBe(second.frameBudget - 3)
    await cancelRun({ ctx: world.as(world.admin), input })
    expect(await left()).toBe(0)
  })

  test('[PP13] the rate of a retried run counts from the retry, without the frames and the hours before', async () => {
    const world = await createRunProject(db)
    const { run, clips } = await startedRun(db, world)
    const input = { projectId: world.projectId, runId: run.id }
    const clip = { id: clips[0].id, runId: run.id, run: { projectId: world.projectId } }
    const described = { engine: 'frame-onnx' as const, name: 'a', version: '1', provider: 'cpu', providerReasons: [] }
    const scored = (scoredCount: number) => db.runVideo.update({ where: { id: clip.id }, data: { scoredCount } })
    const rateAt = async (hours: number) => {
      const ctx = { ...world.as(world.admin), now: () => at(hours) }
      return (await getRun({ ctx, input })).frames.perSecond
    }
    await beginRunVideo({ ...world.job, now: () => at(0) }, clip, described)
    await scored(7200)
    expect(await rateAt(1)).toBe(2)
    await cancelRun({ ctx: { ...world.as(world.admin), now: () => at(1) }, input })
    expect(await rateAt(20)).toBe(2)
    await retryRun({ ctx: { ...world.as(world.admin), now: () => at(23) }, input })
    expect(await rateAt(23)).toBeNull()
    await beginRunVideo({ ...world.job, now: () => at(24) }, clip, described)
    await scored(7200 + 3600)
    expect(await rateAt(25)).toBe(1)
  })
})

describe('cancelling a run', () => {
  test('ends the run and its clips, and audits', async () => {
    const world = await createRunProject(db)
    const { run } = await startedRun(db, world)
    const input = { projectId: world.projectId, runId: run.id }
    const view = await cancelRun({ ctx: world.as(world.admin), input })
    expect(view).toMatchObject({ state: 'cancelled', videos: { cancelled: 2, queued: 0 } })
    expect(view.finishedAt).not.toBeNull()
    expect(await auditOf(run.id)).toEqual(['run.create', 'run.cancel'])
  })

  test('of two cancels one wins; other roles and projects are refused', async () => {
    const world = await createRunProject(db)
    const { run } = await startedRun(db, world)
    const input = { projectId: world.projectId, runId: run.id }
    await expect(cancelRun({ ctx: world.as(world.reviewer), input })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(cancelRun({ ctx: world.as(world.stranger), input })).rejects.toMatchObject({ code: 'not-found' })
    const elsewhere = { projectId: world.foreign.id, runId: run.id }
    await expect(cancelRun({ ctx: world.as(world.stranger), input: elsewhere })).rejects.toMatchObject({
      code: 'not-found',
    })
    const cancel = () => cancelRun({ ctx: world.as(world.admin), input })
    const results = await Promise.allSettled([cancel(), cancel(), cancel()])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ reason: 'run-ended' })
    }
  })
})

describe('retrying a run', () => {
  test('queues failed and cancelled clips again and audits; of two retries one wins', async () => {
    const world = await createRunProject(db)
    const { run, clips } = await startedRun(db, world)
    for (const { id } of clips)
      await failRunVideo({ ctx: world.job, input: { runVideoId: id }, reason: 'Poisoned.', fault: 'clip' })
    const input = { projectId: world.projectId, runId: run.id }
    expect(await getRun({ ctx: world.as(world.admin), input })).toMatchObject({
      state: 'failed',
      videos: { failed: 2 },
    })
    const retry = () => retryRun({ ctx: world.as(world.admin), input })
    const results = await Promise.allSettled([retry(), retry()])
    const [won] = results.filter(({ status }) => status === 'fulfilled')
    expect(won).toMatchObject({ value: { state: 'queued', finishedAt: null, videos: { queued: 2, failed: 0 } } })
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1)
    expect((await auditOf(run.id)).filter((verb) => verb === 'run.retry')).toHaveLength(1)
    expect((await db.runVideo.findMany({ where: { runId: run.id } })).every(({ error }) => error === null)).toBe(true)
  })

  test('refuses a run that still goes, other roles and other projects', async () => {
    const world = await createRunProject(db)
    const { run } = await startedRun(db, world)
    const input = { projectId: world.projectId, runId: run.id }
    await expect(retryRun({ ctx: world.as(world.admin), input })).rejects.toMatchObject({ reason: 'nothing-to-retry' })
    await expect(retryRun({ ctx: world.as(world.reviewer), input })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(retryRun({ ctx: world.as(world.stranger), input })).rejects.toMatchObject({ code: 'not-found' })
  })
})
