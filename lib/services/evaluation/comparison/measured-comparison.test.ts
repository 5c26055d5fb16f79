import { expect, test } from 'vitest'
import type { MeasureComparison } from '@/lib/contracts/http/comparison'
import { jobs } from '@/lib/contracts/jobs'
import { ModelManifest } from '@/lib/domain/proposals'
import type { Context } from '@/lib/platform/context'
import type { Prisma, Run, Video } from '@/lib/platform/db'
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
import { dyingContext, KilledError } from '@/tests/support/dying'
import { computeComparison, failComparison } from './compute-comparison'
import { measureComparison } from './measure-comparison'
import { getMeasuredComparisons } from './measured-comparison'

const { db } = await testDatabase()

type World = LabellingProject & { a: Run; b: Run; videos: Video[]; ctx: Context; input: MeasureComparison }

async function score(run: Run, videos: readonly Video[], frames: readonly number[], value: number): Promise<void> {
  for (const video of videos) {
    await createRunVideo(db, {
      runId: run.id,
      video,
      scores: frames.map((frameIndex) => ({ frameIndex, score: value })),
    })
  }
}

/** Two people call four frame pairs clean; run a calls all frames broken, run b, of a stricter model, none. Of the tasks one is shown, one hidden, two held out. */
async function comparedWorld(): Promise<World> {
  const world = await createLabellingProject(db, { tasks: 4 })
  const projectId = world.project.id
  const first = await createModelVersion(db, { projectId })
  const manifest = ModelManifest.parse(first.manifest)
  const second = await createModelVersion(db, {
    projectId,
    manifest: { ...manifest, thresholds: { ...manifest.thresholds, distortedScore: 1.5 } } as Prisma.InputJsonObject,
  })
  const a = await createRun(db, { projectId, modelVersionId: first.id })
  const b = await createRun(db, { projectId, modelVersionId: second.id })
  const ids = new Set(world.pairs.flatMap(({ videoAId, videoBId }) => [videoAId, videoBId]))
  const videos = await db.video.findMany({ where: { id: { in: [...ids] } }, orderBy: { id: 'asc' } })
  await score(a, videos, [0, 1, 2, 3], 2)
  await score(b, videos, [0, 2, 20], 2)
  for (const [place, task] of world.tasks.entries()) {
    const data = { arm: place === 0 ? ('show' as const) : ('hide' as const), holdout: place > 1 }
    await db.task.update({ where: { id: task.id }, data })
    const pair = world.pairs[place]
    if (!pair) throw new Error('a pair for each task')
    for (const { id: userId } of world.annotators) {
      await createAnnotation(db, { task, userId, taxonomyVersionId: world.taxonomy.id, answer: cleanAnswer(pair) })
    }
  }
  const input = { projectId, runId: a.id, otherRunId: b.id, truth: 'people' as const, scope: 'all' as const }
  return { ...world, a, b, videos, ctx: contextFor(db, world.admin), input }
}

const rowsOf = ({ project }: World) =>
  db.comparison.findMany({ where: { projectId: project.id }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })

/** Asks, computes all that waits, and gives what stands then. */
async function measure(world: World, wanted: Partial<MeasureComparison> = {}) {
  const input = { ...world.input, ...wanted }
  await measureComparison({ ctx: world.ctx, input })
  for (const { id } of await rowsOf(world)) {
    await computeComparison({ ctx: world.ctx, input: { comparisonId: id } })
  }
  const { comparisons } = await getMeasuredComparisons({ ctx: world.ctx, input })
  const found = comparisons.find(({ truth, scope }) => truth === input.truth && scope === input.scope)
  if (!found) throw new Error('each truth is measured')
  return found
}

const verbsOf = async ({ project }: World) =>
  (await db.auditEvent.findMany({ where: { projectId: project.id }, orderBy: { id: 'asc' } })).map(({ verb }) => verb)

test('[RC18] computes the figures once and audits; the same inputs give the same row', async () => {
  const world = await comparedWorld()
  const done = await measure(world)
  expect(done).toMatchObject({ state: 'done', truth: 'people', scope: 'all', material: 8, error: null })
  const figures = done.result?.figures
  // Eight clean frames in two clips: a finds all broken, b none.
  expect(figures?.figures.accuracy).toEqual({
    a: 0,
    b: 1,
    difference: { value: 1, ci95: [expect.closeTo((2 - 3.8415) / (2 + 3.8415), 4), 1], n: 8 },
    differing: 2,
  })
  expect(figures?.figures.withTies).toMatchObject({ a: 1, b: 1, difference: { value: 0, n: 4 }, differing: 0 })
  expect(figures?.figures.withoutTies).toMatchObject({ a: null, b: null })
  expect(figures?.inputs.frames).toMatchObject({ common: 8, onlyA: 0, near: { a: 0, b: 4 } })
  expect((await measure(world)).result?.inputsHash).toBe(done.result?.inputsHash)
  expect(await rowsOf(world)).toHaveLength(1)
  expect(await verbsOf(world)).toEqual(['comparison.create', 'comparison.done'])
})

test('[RC18] the other direction is the same row, read turned round', async () => {
  const world = await comparedWorld()
  const one = await measure(world)
  const { a, b, input } = world
  const other = await measure(world, { ...input, runId: b.id, otherRunId: a.id })
  expect(await rowsOf(world)).toHaveLength(1)
  expect(other.result?.inputsHash).toBe(one.result?.inputsHash)
  expect(other.result?.figures.figures.accuracy).toMatchObject({ a: 1, b: 0, difference: { value: -1 } })
  expect(other.result?.figures.inputs.frames.near).toEqual({ a: 4, b: 0 })
})

test('[RC12] [RC18] a run counts with its own results alone, and another answer is another row', async () => {
  const world = await comparedWorld()
  const first = await measure(world)
  // A newer run of the same model version changes what is said of the version, not of the run.
  const newer = await createRun(db, { projectId: world.project.id, modelVersionId: world.a.modelVersionId })
  await score(newer, world.videos, [0, 1, 2, 3], 5)
  expect((await measure(world)).result).toEqual(first.result)
  await db.assignment.updateMany({ where: { taskId: world.tasks[0]?.id ?? '' }, data: { state: 'claimed' } })
  const second = await measure(world)
  expect(second).toMatchObject({ material: 6 })
  expect(second.result?.inputsHash).not.toBe(first.result?.inputsHash)
  expect(second.result?.figures.figures.withTies.difference.n).toBe(3)
})

test('[RC18] what has changed since is said, and what there was before is found again', async () => {
  const world = await comparedWorld()
  const [task] = world.tasks
  const answered = (state: 'claimed' | 'submitted') =>
    db.assignment.updateMany({ where: { taskId: task?.id ?? '' }, data: { state } })
  const shown = async () => (await getMeasuredComparisons({ ctx: world.ctx, input: world.input })).comparisons[2]
  const first = await measure(world)
  expect(first.result?.isCurrent).toBe(true)
  await answered('claimed')
  expect((await shown())?.result).toEqual({ ...first.result, isCurrent: false })
  const second = await measure(world)
  expect(second.result).toMatchObject({ isCurrent: true })
  await answered('submitted')
  expect(await shown()).toEqual(first)
  expect(await measureComparison({ ctx: world.ctx, input: world.input })).toEqual(first)
  expect(await rowsOf(world)).toHaveLength(2)
})

test('[RC12] the scope says whose answers count; against a planted truth only frames that both scored', async () => {
  const world = await comparedWorld()
  const judged = async (wanted: Partial<MeasureComparison>) => (await measure(world, wanted)).result?.figures.inputs
  expect((await judged({ scope: 'hidden' }))?.pairs.common).toBe(3)
  expect((await judged({ scope: 'holdout' }))?.pairs.common).toBe(2)
  const planted = { truth: 'planted' as const }
  await expect(measure(world, planted)).rejects.toMatchObject({ reason: 'nothing-planted' })
  const broken = { index: 2, labels: [{ key: 'motion_blur', box: { x: 0, y: 0, w: 0.5, h: 0.5 } }] }
  await db.videoTruth.createMany({
    data: world.videos.map(({ id }, place) => ({
      videoId: id,
      truth: { frameCount: 48, frames: place === 0 ? [broken] : [] },
    })),
  })
  const found = await measure(world, planted)
  expect(found.result?.figures.inputs).toMatchObject({
    clips: 2,
    frames: { common: 4, onlyA: 4, onlyB: 2, neither: 0 },
  })
  expect(found.result?.figures.figures.distortedF1).toMatchObject({ a: 0.4, b: 0 })
})

test('what is missing is said before a job is made', async () => {
  const world = await comparedWorld()
  const { ctx, input, project } = world
  const apart = await createRun(db, { projectId: project.id })
  const alone = measureComparison({ ctx, input: { ...input, otherRunId: apart.id } })
  await expect(alone).rejects.toMatchObject({ reason: 'no-common-clip' })
  await db.assignment.updateMany({ where: { projectId: project.id }, data: { state: 'claimed' } })
  await expect(measureComparison({ ctx, input })).rejects.toMatchObject({ reason: 'no-answers' })
  const twice = measureComparison({ ctx, input: { ...input, otherRunId: input.runId } })
  await expect(twice).rejects.toMatchObject({ reason: 'same-run' })
  expect(await rowsOf(world)).toEqual([])
})

test('readers see what was measured and cannot measure; annotators see nothing', async () => {
  const world = await comparedWorld()
  await measure(world)
  await db.project.update({ where: { id: world.project.id }, data: { settings: { blind: 'annotators' } } })
  const reader = contextFor(db, world.reviewer)
  const { comparisons } = await getMeasuredComparisons({ ctx: reader, input: world.input })
  expect(comparisons.map(({ truth, scope, state }) => [truth, scope, state])).toEqual([
    ['people', 'hidden', null],
    ['people', 'holdout', null],
    ['people', 'all', 'done'],
    ['planted', 'all', null],
  ])
  const forbidden = { code: 'forbidden' }
  await expect(measureComparison({ ctx: reader, input: world.input })).rejects.toMatchObject(forbidden)
  const annotator = contextFor(db, world.annotators[0])
  await expect(measureComparison({ ctx: annotator, input: world.input })).rejects.toMatchObject(forbidden)
  await expect(getMeasuredComparisons({ ctx: annotator, input: world.input })).rejects.toMatchObject(forbidden)
})

test('runs of another project are out of reach, whichever project is named', async () => {
  const world = await comparedWorld()
  await measure(world)
  const foreign = await createProject(db)
  const stranger = contextFor(db, await createMember(db, foreign.id, 'admin'))
  const own = await createRun(db, { projectId: foreign.id })
  const { input } = world
  const guesses = [
    input,
    { ...input, projectId: foreign.id },
    { ...input, projectId: foreign.id, runId: own.id },
    { ...input, projectId: foreign.id, otherRunId: own.id },
  ]
  for (const guess of guesses) {
    await expect(measureComparison({ ctx: stranger, input: guess })).rejects.toMatchObject({ code: 'not-found' })
    await expect(getMeasuredComparisons({ ctx: stranger, input: guess })).rejects.toMatchObject({ code: 'not-found' })
  }
  expect(await db.comparison.count({ where: { projectId: foreign.id } })).toBe(0)
})

test('many who ask at once, from either side, get one row, and many workers compute it once', async () => {
  const world = await comparedWorld()
  const { ctx, input, a, b } = world
  const turned = { ...input, runId: b.id, otherRunId: a.id }
  await Promise.all([input, turned, input, turned, input].map((each) => measureComparison({ ctx, input: each })))
  const [row, ...others] = await rowsOf(world)
  expect(others).toEqual([])
  const comparisonId = row?.id ?? ''
  const [job] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM graphile_worker.jobs
    WHERE key = ${jobs.computeComparison.key({ comparisonId })}`
  expect(job?.count).toBe(1)
  await Promise.all([1, 2, 3].map(() => computeComparison({ ctx, input: { comparisonId } })))
  expect(await verbsOf(world)).toEqual(['comparison.create', 'comparison.done'])
})

test('[RC18] killed before it reads or before it writes, it starts anew and is written once', async () => {
  const world = await comparedWorld()
  await measureComparison({ ctx: world.ctx, input: world.input })
  const [row] = await rowsOf(world)
  const input = { comparisonId: row?.id ?? '' }
  for (const dieAt of [1, 2]) {
    const dying = dyingContext(world.ctx, dieAt)
    await expect(computeComparison({ ctx: dying.ctx, input })).rejects.toBeInstanceOf(KilledError)
    expect((await rowsOf(world)).map(({ state, figures }) => [state, figures])).toEqual([['queued', null]])
  }
  await computeComparison({ ctx: world.ctx, input })
  expect((await rowsOf(world)).map(({ state }) => state)).toEqual(['done'])
  expect(await verbsOf(world)).toEqual(['comparison.create', 'comparison.done'])
})

test('once done it never changes; a failed one is asked for anew and the older figures stay', async () => {
  const world = await comparedWorld()
  const done = await measure(world)
  const [row] = await rowsOf(world)
  const where = { id: row?.id ?? '' }
  await expect(db.comparison.update({ where, data: { figures: {} } })).rejects.toThrow(/rows never change/)
  await expect(db.comparison.delete({ where })).rejects.toThrow(/rows never change/)
  await failComparison({ ctx: world.ctx, input: { comparisonId: where.id, reason: 'late' } })
  await db.assignment.updateMany({ where: { taskId: world.tasks[0]?.id ?? '' }, data: { state: 'claimed' } })
  await measureComparison({ ctx: world.ctx, input: world.input })
  const [, second] = await rowsOf(world)
  const reason = 'The disk is full.'
  await failComparison({ ctx: world.ctx, input: { comparisonId: second?.id ?? '', reason } })
  const { comparisons } = await getMeasuredComparisons({ ctx: world.ctx, input: world.input })
  expect(comparisons[2]).toMatchObject({
    state: 'failed',
    error: reason,
    result: { ...done.result, isCurrent: false },
  })
  expect((await measure(world)).state).toBe('done')
  expect(await rowsOf(world)).toHaveLength(3)
  // They go with their runs alone.
  await db.run.update({ where: { id: world.b.id }, data: { deletingAt: new Date() } })
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT "begin_deletion"('Run', ${world.b.id}::uuid)`
    await tx.run.delete({ where: { id: world.b.id } })
  })
  expect(await rowsOf(world)).toEqual([])
})
