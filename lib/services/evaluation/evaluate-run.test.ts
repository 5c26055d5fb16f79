import { expect, test } from 'vitest'
import { jobs } from '@/lib/contracts/jobs'
import type { Context } from '@/lib/platform/context'
import { cancelRun, failRunVideo, scoreVideo } from '@/lib/services/proposals'
import {
  cleanAnswer,
  contextFor,
  createAnnotation,
  createLabellingProject,
  createModelVersion,
  createRun,
  createRunVideo,
  createTaxonomyVersion,
} from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { arithmeticEngine, createRunProject, startedRun } from '@/tests/support/run-project'
import { evaluateRun } from './evaluate-run'
import { runEvaluation } from './run-evaluation'

const { db } = await testDatabase()

async function askedToEvaluate(runId: string): Promise<boolean> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM graphile_worker.jobs WHERE key = ${jobs.evaluateRun.key({ runId })}`
  return row?.count === 1
}

/** A finished run over the clips of three pairs; of their tasks one shows proposals, one hides them, one is held out. */
async function endedRun({ answered }: { answered: number }) {
  const world = await createLabellingProject(db, { tasks: 3 })
  const { project, pairs, tasks, annotators, taxonomy } = world
  for (const [place, { id }] of tasks.entries()) {
    await db.task.update({ where: { id }, data: { arm: place === 0 ? 'show' : 'hide', holdout: place === 2 } })
  }
  const model = await createModelVersion(db, { projectId: project.id })
  const run = await createRun(db, { projectId: project.id, modelVersionId: model.id })
  const ids = new Set(pairs.flatMap(({ videoAId, videoBId }) => [videoAId, videoBId]))
  const videos = await db.video.findMany({ where: { id: { in: [...ids] } } })
  for (const video of videos) {
    await createRunVideo(db, { runId: run.id, video, scores: [{ frameIndex: 0, score: 2 }] })
  }
  for (const [place, task] of tasks.slice(0, answered).entries()) {
    const pair = pairs[place]
    if (!pair) throw new Error('a pair for each task')
    for (const { id: userId } of annotators) {
      await createAnnotation(db, { task, userId, taxonomyVersionId: taxonomy.id, answer: cleanAnswer(pair) })
    }
  }
  const ctx: Context = contextFor(db, { type: 'system', job: 'evaluation.evaluate-run' })
  const asked = async () => {
    const rows = await db.evaluation.findMany({ where: { modelVersionId: model.id }, orderBy: { createdAt: 'asc' } })
    return rows.map(({ truth, scope }) => `${truth} ${scope}`).sort()
  }
  return { ...world, model, run, videos, ctx, asked }
}

test('[EV12] evaluates against every kind of answer there is, and against what was planted', async () => {
  const none = await endedRun({ answered: 0 })
  await evaluateRun({ ctx: none.ctx, input: { runId: none.run.id } })
  expect(await none.asked()).toEqual([])
  const some = await endedRun({ answered: 1 })
  await db.videoTruth.create({ data: { videoId: some.videos[0]?.id ?? '', truth: { frameCount: 48, frames: [] } } })
  await evaluateRun({ ctx: some.ctx, input: { runId: some.run.id } })
  expect(await some.asked()).toEqual(['people all', 'planted all'])
  const all = await endedRun({ answered: 3 })
  await evaluateRun({ ctx: all.ctx, input: { runId: all.run.id } })
  expect(await all.asked()).toEqual(['people all', 'people hidden', 'people holdout'])
  const audits = await db.auditEvent.findMany({ where: { projectId: all.project.id, verb: 'evaluation.create' } })
  expect(audits.map(({ actorId }) => actorId)).toEqual([null, null, null])
})

test('[EV12] one evaluation for one state of results and truth, however often and by how many it is asked for', async () => {
  const { ctx, run, asked, videos, model, project } = await endedRun({ answered: 1 })
  const ask = () => evaluateRun({ ctx, input: { runId: run.id } })
  await Promise.all([ask(), ask(), ask()])
  expect(await asked()).toEqual(['people all'])
  const queued = await db.evaluation.findFirstOrThrow({ where: { modelVersionId: model.id } })
  await runEvaluation({ ctx, input: { evaluationId: queued.id } })
  await ask()
  expect(await asked()).toEqual(['people all'])
  // A newer result of one clip is another state.
  const again = await createRun(db, { projectId: project.id, modelVersionId: model.id })
  const [video] = videos
  if (!video) throw new Error('no clip')
  await createRunVideo(db, { runId: again.id, video, scores: [{ frameIndex: 0, score: 4 }] })
  await evaluateRun({ ctx, input: { runId: again.id } })
  expect(await asked()).toEqual(['people all', 'people all'])
})

test('[EV12] nothing is asked for a run that goes on, finished nothing, or is gone', async () => {
  const { ctx, run, asked } = await endedRun({ answered: 1 })
  await db.run.update({ where: { id: run.id }, data: { state: 'running' } })
  await evaluateRun({ ctx, input: { runId: run.id } })
  await db.run.update({ where: { id: run.id }, data: { state: 'failed' } })
  await db.runVideo.updateMany({ where: { runId: run.id }, data: { state: 'failed' } })
  await evaluateRun({ ctx, input: { runId: run.id } })
  await evaluateRun({ ctx, input: { runId: crypto.randomUUID() } })
  expect(await asked()).toEqual([])
})

test('[EV12] a run asks when its last clip ends, and when it is cancelled', async () => {
  const world = await createRunProject(db)
  await createTaxonomyVersion(db, { projectId: world.projectId })
  const { run, clips } = await startedRun(db, world)
  const { open } = arithmeticEngine()
  const signal = new AbortController().signal
  await scoreVideo({ ctx: world.job, input: { runVideoId: clips[0].id }, openEngine: open, signal })
  expect(await askedToEvaluate(run.id)).toBe(false)
  await failRunVideo({ ctx: world.job, input: { runVideoId: clips[1].id }, reason: 'Poisoned.', fault: 'clip' })
  expect(await askedToEvaluate(run.id)).toBe(true)
  const second = await startedRun(db, world)
  await cancelRun({ ctx: world.as(world.admin), input: { projectId: world.projectId, runId: second.run.id } })
  expect(await askedToEvaluate(second.run.id)).toBe(true)
})
