import { expect, test } from 'vitest'
import type { Context } from '@/lib/platform/context'
import type { ModelVersion } from '@/lib/platform/db'
import {
  cleanAnswer,
  contextFor,
  createAnnotation,
  createLabellingProject,
  createMember,
  createModelVersion,
  createProject,
  createRun,
  createRunVideo,
  type LabellingProject,
} from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { createEvaluation } from './create-evaluation'
import { getEvaluation, listEvaluations } from './read-evaluations'
import { failEvaluation, runEvaluation } from './run-evaluation'

const { db } = await testDatabase()

type World = LabellingProject & { model: ModelVersion; ctx: Context }

async function scoreClips(world: LabellingProject, modelVersionId: string, score: number, finishedAt: Date) {
  const run = await createRun(db, { projectId: world.project.id, modelVersionId })
  const ids = new Set(world.pairs.flatMap(({ videoAId, videoBId }) => [videoAId, videoBId]))
  for (const video of await db.video.findMany({ where: { id: { in: [...ids] } } })) {
    const frames = new Set(
      world.pairs.flatMap((pair) =>
        pair.videoAId === video.id ? pair.frameIndexA : pair.videoBId === video.id ? pair.frameIndexB : [],
      ),
    )
    await createRunVideo(db, {
      runId: run.id,
      video,
      scores: [...frames].map((frameIndex) => ({ frameIndex, score })),
      proposals: [...frames].map((frameIndex) => ({ frameIndex, labelKey: 'motion_blur' })),
      finishedAt,
    })
  }
}

/** Two people call every pair clean; the model calls every frame broken. Of four tasks one is shown, one hidden and two are held out. */
async function evaluatedWorld(): Promise<World> {
  const world = await createLabellingProject(db, { tasks: 4 })
  const model = await createModelVersion(db, { projectId: world.project.id })
  await scoreClips(world, model.id, 2, new Date('2026-01-01'))
  for (const [place, task] of world.tasks.entries()) {
    const data = { arm: place === 0 ? ('show' as const) : ('hide' as const), holdout: place > 1 }
    await db.task.update({ where: { id: task.id }, data })
    const pair = world.pairs[place]
    if (!pair) throw new Error('a pair for each task')
    for (const { id: userId } of world.annotators) {
      await createAnnotation(db, { task, userId, taxonomyVersionId: world.taxonomy.id, answer: cleanAnswer(pair) })
    }
  }
  return { ...world, model, ctx: contextFor(db, world.admin) }
}

async function evaluate(world: World, wanted: Partial<Parameters<typeof createEvaluation>[0]['input']> = {}) {
  const { ctx, project, model } = world
  const input = { projectId: project.id, modelVersionId: model.id, truth: 'people' as const, scope: 'all' as const }
  const { id } = await createEvaluation({ ctx, input: { ...input, ...wanted } })
  await runEvaluation({ ctx, input: { evaluationId: id } })
  return getEvaluation({ ctx, input: { projectId: project.id, evaluationId: id } })
}

test('computes the figures once and audits; the same inputs give the same row', async () => {
  const world = await evaluatedWorld()
  const done = await evaluate(world)
  expect(done).toMatchObject({ state: 'done', truth: 'people', scope: 'all', model: { name: world.model.name } })
  // All frames are clean and all are called broken; every pair is a tie with equal scores.
  expect(done.figures?.confusion.frames).toMatchObject({ hit: 0, miss: 0, clean: 0 })
  expect(done.figures?.recognition.distorted.precision.value).toBe(0)
  expect(done.headline?.withTies).toMatchObject({ value: 1, n: 4 })
  expect(done.headline?.withoutTies).toMatchObject({ value: null, n: 0 })
  expect((await evaluate(world)).id).toBe(done.id)
  const audits = await db.auditEvent.findMany({ where: { projectId: world.project.id }, orderBy: { id: 'asc' } })
  expect(audits.map(({ verb }) => verb)).toEqual(['evaluation.create', 'evaluation.done'])
  const { items } = await listEvaluations({ ctx: world.ctx, input: { projectId: world.project.id, limit: 10 } })
  expect(items.map(({ id, headline }) => [id, headline?.withTies.n])).toEqual([[done.id, 4]])
})

test('[EV1] a newer answer or result makes a new evaluation, of the newest result on each clip', async () => {
  const world = await evaluatedWorld()
  const first = await evaluate(world)
  await scoreClips(world, world.model.id, 4.9, new Date('2026-02-01'))
  const second = await evaluate(world)
  expect(second.id).not.toBe(first.id)
  expect(second.inputsHash).not.toBe(first.inputsHash)
  expect(second.figures?.recognition.normal.recall.value).toBe(1)
  const other = await createModelVersion(db, { projectId: world.project.id })
  await scoreClips(world, other.id, 2, new Date('2026-03-01'))
  expect((await evaluate(world)).id).toBe(second.id)
})

test('[EV1] an answer that comes in while it is computed, and is taken back later, is in none of its figures', async () => {
  const world = await evaluatedWorld()
  const { project, model, ctx, tasks } = world
  const task = { taskId: tasks[3]?.id ?? '' }
  const stateOfAnswers = (state: 'claimed' | 'submitted') => db.assignment.updateMany({ where: task, data: { state } })
  await stateOfAnswers('claimed')
  const input = { projectId: project.id, modelVersionId: model.id, truth: 'people' as const, scope: 'all' as const }
  const { id: evaluationId } = await createEvaluation({ ctx, input })
  const { running } = await db.$transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE "FrameScore" IN ACCESS EXCLUSIVE MODE`
    const started = runEvaluation({ ctx, input: { evaluationId } })
    await expect
      .poll(async () => {
        const [row] = await db.$queryRaw<{ waiting: number }[]>`
          SELECT count(*)::int AS waiting FROM pg_stat_activity
          WHERE wait_event_type = 'Lock' AND query LIKE '%"FrameScore"%' AND datname = current_database()`
        return row?.waiting
      })
      .toBe(1)
    await stateOfAnswers('submitted')
    return { running: started }
  })
  await running
  await stateOfAnswers('claimed')
  expect((await createEvaluation({ ctx, input })).id).toBe(evaluationId)
  const { figures } = await getEvaluation({ ctx, input: { projectId: project.id, evaluationId } })
  expect(figures?.inputs.pairs.judged).toBe(3)
  expect(figures?.inputs.answers).toMatchObject({ shown: 2, hidden: 2, holdout: 2 })
})

test('[EV3] the scope says whose answers count, and how many were led', async () => {
  const world = await evaluatedWorld()
  const answersOf = async (scope: 'all' | 'hidden' | 'holdout') => {
    const { figures } = await evaluate(world, { scope })
    return [figures?.inputs.pairs.judged, figures?.inputs.answers]
  }
  expect(await answersOf('all')).toEqual([4, { shown: 2, elsewhere: 0, hidden: 2, holdout: 4 }])
  expect(await answersOf('hidden')).toEqual([3, { shown: 0, elsewhere: 0, hidden: 2, holdout: 4 }])
  expect(await answersOf('holdout')).toEqual([2, { shown: 0, elsewhere: 0, hidden: 0, holdout: 4 }])
})

test('[AC1] [AC2] held-out tasks are in no arm, and only what this version showed counts', async () => {
  const world = await evaluatedWorld()
  const anchoring = (await evaluate(world)).figures?.anchoring
  expect(anchoring?.answers).toEqual({ shown: 2, hidden: 2 })
  expect(anchoring?.labels.shown).toMatchObject({ value: 0, n: 1 })
  expect((await evaluate(world, { scope: 'hidden' })).figures?.anchoring).toBeNull()
  // A version that finished before the claims hides this one; one that finished after them does not.
  const later = await createModelVersion(db, { projectId: world.project.id })
  await scoreClips(world, later.id, 2, new Date('2099-01-01'))
  const reply = world.annotators[0].id
  await db.assignment.updateMany({ where: { userId: reply }, data: { claimedAt: new Date('2100-01-01') } })
  const ofLater = await evaluate(world, { modelVersionId: later.id })
  expect(ofLater.figures?.anchoring?.answers).toEqual({ shown: 1, hidden: 1 })
})

test('[EV3] [AC2] led are those who saw proposals of this version, as many as anchoring is measured on', async () => {
  const world = await evaluatedWorld()
  const later = await createModelVersion(db, { projectId: world.project.id })
  await scoreClips(world, later.id, 2, new Date('2099-01-01'))
  const unseen = await evaluate(world, { modelVersionId: later.id })
  expect(unseen.figures?.inputs.answers).toEqual({ shown: 0, elsewhere: 2, hidden: 2, holdout: 4 })
  expect(unseen.figures?.anchoring?.answers).toMatchObject({ shown: 0 })
  const seen = await evaluate(world)
  expect(seen.figures?.inputs.answers).toEqual({ shown: 2, elsewhere: 0, hidden: 2, holdout: 4 })
  expect(seen.figures?.anchoring?.answers).toMatchObject({ shown: 2 })
})

test('[AC1] a corrected answer counts as it was given, until its author answers anew', async () => {
  const world = await evaluatedWorld()
  const [task] = world.tasks
  if (!task) throw new Error('no task')
  const { id, createdAt, ...given } = await db.annotation.findFirstOrThrow({ where: { taskId: task.id } })
  const newer = async (kind: 'original' | 'correction', supersedesId: string, authorId: string, activeMs: number) => {
    const facts = { operationId: crypto.randomUUID(), createdAt: new Date(createdAt.getTime() + 60_000) }
    return db.annotation.create({ data: { ...given, ...facts, kind, supersedesId, authorId, activeMs } })
  }
  const correction = await newer('correction', id, world.reviewer.id, 0)
  const corrected = (await evaluate(world)).figures?.anchoring
  expect(corrected?.answers).toEqual({ shown: 2, hidden: 2 })
  await newer('original', correction.id, given.authorId, 90_000)
  const renewed = (await evaluate(world)).figures?.anchoring
  expect(renewed?.answers).toEqual({ shown: 2, hidden: 2 })
  expect([corrected, renewed].map((anchoring) => anchoring?.timeMs.shown.value)).toEqual([20_000, 55_000])
})

test('[EV4] against a planted truth nobody is asked', async () => {
  const world = await evaluatedWorld()
  const input = {
    projectId: world.project.id,
    modelVersionId: world.model.id,
    truth: 'planted' as const,
    scope: 'all' as const,
  }
  await expect(createEvaluation({ ctx: world.ctx, input })).rejects.toMatchObject({ reason: 'nothing-planted' })
  const [pair] = world.pairs
  if (!pair) throw new Error('no pair')
  const box = { x: 0, y: 0, w: 0.5, h: 0.5 }
  const broken = { index: pair.frameIndexB, labels: [{ key: 'motion_blur', box }] }
  await db.videoTruth.createMany({
    data: [
      { videoId: pair.videoAId, truth: { frameCount: 48, frames: [] } },
      { videoId: pair.videoBId, truth: { frameCount: 48, frames: [broken] } },
    ],
  })
  const { figures } = await evaluate(world, { truth: 'planted' })
  expect(figures?.inputs.answers).toBeNull()
  expect(figures?.confusion.frames.hit).toBe(1)
  expect(figures?.confusion.frames.falseAlarm).toBeGreaterThan(0)
})

test('refuses a model without a run, reviewers, annotators and other projects', async () => {
  const world = await evaluatedWorld()
  const fresh = await createModelVersion(db, { projectId: world.project.id })
  const input = {
    projectId: world.project.id,
    modelVersionId: fresh.id,
    truth: 'people' as const,
    scope: 'all' as const,
  }
  await expect(createEvaluation({ ctx: world.ctx, input })).rejects.toMatchObject({ reason: 'no-run' })
  const own = { ...input, modelVersionId: world.model.id }
  for (const person of [world.reviewer, world.annotators[0]]) {
    const ctx = contextFor(db, person)
    await expect(createEvaluation({ ctx, input: own })).rejects.toMatchObject({ code: 'forbidden' })
  }
  const project = await createProject(db)
  const ctx = contextFor(db, await createMember(db, project.id, 'admin'))
  await expect(createEvaluation({ ctx, input: own })).rejects.toMatchObject({ code: 'not-found' })
  await expect(createEvaluation({ ctx, input: { ...own, projectId: project.id } })).rejects.toMatchObject({
    code: 'not-found',
  })
  const { id } = await evaluate(world)
  await expect(getEvaluation({ ctx, input: { projectId: project.id, evaluationId: id } })).rejects.toMatchObject({
    code: 'not-found',
  })
})

test('many who ask at once get one evaluation, and many workers compute it once', async () => {
  const world = await evaluatedWorld()
  const { ctx, project, model } = world
  const input = { projectId: project.id, modelVersionId: model.id, truth: 'people' as const, scope: 'all' as const }
  const asked = await Promise.all(Array.from({ length: 6 }, () => createEvaluation({ ctx, input })))
  expect(new Set(asked.map(({ id }) => id)).size).toBe(1)
  const evaluationId = asked[0]?.id ?? ''
  await Promise.all(Array.from({ length: 3 }, () => runEvaluation({ ctx, input: { evaluationId } })))
  expect(await db.auditEvent.count({ where: { projectId: project.id, verb: 'evaluation.done' } })).toBe(1)
})

test('once done it never changes; a failed one is asked for anew', async () => {
  const world = await evaluatedWorld()
  const { id } = await evaluate(world)
  await expect(db.evaluation.update({ where: { id }, data: { figures: {} } })).rejects.toThrow(/rows never change/)
  await failEvaluation({ ctx: world.ctx, input: { evaluationId: id, reason: 'late' } })
  expect((await db.evaluation.findUniqueOrThrow({ where: { id } })).state).toBe('done')

  const input = {
    projectId: world.project.id,
    modelVersionId: world.model.id,
    truth: 'people' as const,
    scope: 'hidden' as const,
  }
  const failed = await createEvaluation({ ctx: world.ctx, input })
  await failEvaluation({ ctx: world.ctx, input: { evaluationId: failed.id, reason: 'The disk is full.' } })
  const again = await createEvaluation({ ctx: world.ctx, input })
  expect(again.id).not.toBe(failed.id)
  const view = await getEvaluation({ ctx: world.ctx, input: { projectId: world.project.id, evaluationId: failed.id } })
  expect(view).toMatchObject({ state: 'failed', error: 'The disk is full.', figures: null })
})
