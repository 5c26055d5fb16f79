import { expect, test } from 'vitest'
import { ModelManifest } from '@/lib/domain/proposals'
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
} from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { calibrateModel } from './calibrate-model'

const { db } = await testDatabase()
const PAIRS = 40

/** Every second pair is called broken on its first frame by both people; the model scores those 2 and all others 4, as far as it samples them. */
async function calibratedWorld({ sampledEvery = 1 } = {}) {
  const world = await createLabellingProject(db, { tasks: PAIRS })
  const { project, taxonomy, annotators, pairs, tasks } = world
  const model = await createModelVersion(db, { projectId: project.id })
  const broken = new Set<string>()
  for (const [place, task] of tasks.entries()) {
    const pair = pairs[place]
    if (!pair) throw new Error('a pair for each task')
    const clean = cleanAnswer(pair)
    const mark = { side: 'A' as const, frameIndex: pair.frameIndexA, ptsUs: Number(pair.timestampUs) }
    const marks = [
      {
        ...mark,
        id: crypto.randomUUID(),
        labelKey: 'motion_blur',
        box: { x: 0.25, y: 0.25, w: 0.5, h: 0.5 },
        proposalId: null,
        trackId: null,
        interpolated: false,
      },
    ]
    const isBroken = place % 2 === 0
    if (isBroken) broken.add(`${pair.videoAId}:${pair.frameIndexA}`)
    const answer = isBroken ? { ...clean, marks, clean: clean.clean.filter(({ side }) => side === 'B') } : clean
    for (const { id: userId } of annotators) {
      await createAnnotation(db, { task, userId, taxonomyVersionId: taxonomy.id, answer })
    }
  }
  const run = await createRun(db, { projectId: project.id, modelVersionId: model.id })
  const ids = new Set(pairs.flatMap(({ videoAId, videoBId }) => [videoAId, videoBId]))
  for (const video of await db.video.findMany({ where: { id: { in: [...ids] } } })) {
    const indices = pairs.flatMap((pair) => [
      ...(pair.videoAId === video.id ? [pair.frameIndexA] : []),
      ...(pair.videoBId === video.id ? [pair.frameIndexB] : []),
    ])
    const sampled = [...new Set(indices)].filter((_, place) => place % sampledEvery === 0)
    const scores = sampled.map((frameIndex) => ({
      frameIndex,
      score: broken.has(`${video.id}:${frameIndex}`) ? 2 : 4,
    }))
    await createRunVideo(db, { runId: run.id, video, scores, finishedAt: new Date() })
  }
  const input = { projectId: project.id, modelVersionId: model.id, truth: 'people' as const, scope: 'all' as const }
  return { world, model, ctx: contextFor(db, world.admin), input: { ...input, version: 'calibrated' } }
}

test('[TC2] registers a version with thresholds from people’s answers, with its audit row', async () => {
  const { model, ctx, world, input } = await calibratedWorld()
  const result = await calibrateModel({ ctx, input })
  expect(result).toMatchObject({ name: model.name, version: 'calibrated', balancedF1: 1 })
  expect(result.thresholds.distortedScore).toBe(3)
  const row = await db.modelVersion.findUniqueOrThrow({ where: { id: result.modelVersionId } })
  expect(row).toMatchObject({ sha256: model.sha256, location: model.location, engine: model.engine })
  const before = ModelManifest.parse(model.manifest)
  expect(ModelManifest.parse(row.manifest)).toMatchObject({
    labels: before.labels,
    thresholds: { ...before.thresholds, ...result.thresholds },
    training: { calibrated: { from: model.version, truth: 'people', frames: result.frames } },
  })
  const audits = await db.auditEvent.findMany({ where: { verb: 'model.calibrate', entityId: result.modelVersionId } })
  expect(audits.map(({ actorId }) => actorId)).toEqual([world.admin.id])
  await expect(calibrateModel({ ctx, input })).rejects.toMatchObject({ code: 'conflict', reason: 'version-taken' })
})

test('of many at once one registers the version', async () => {
  const { ctx, model, input } = await calibratedWorld()
  const settled = await Promise.allSettled([1, 2, 3].map(() => calibrateModel({ ctx, input })))
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await db.modelVersion.count({ where: { name: model.name, projectId: input.projectId } })).toBe(2)
})

test('[TC1] refuses too few frames, other roles and other projects', async () => {
  const world = await createLabellingProject(db, { tasks: 1 })
  const model = await createModelVersion(db, { projectId: world.project.id })
  const where = { projectId: world.project.id, modelVersionId: model.id, version: '2' }
  const input = { ...where, truth: 'people' as const, scope: 'all' as const }
  await expect(calibrateModel({ ctx: contextFor(db, world.admin), input })).rejects.toMatchObject({
    reason: 'too-few-frames',
  })
  for (const person of [world.reviewer, world.annotators[0]]) {
    await expect(calibrateModel({ ctx: contextFor(db, person), input })).rejects.toMatchObject({ code: 'forbidden' })
  }
  const other = await createProject(db)
  const ctx = contextFor(db, await createMember(db, other.id, 'admin'))
  await expect(calibrateModel({ ctx, input })).rejects.toMatchObject({ code: 'not-found' })
  await expect(calibrateModel({ ctx, input: { ...input, projectId: other.id } })).rejects.toMatchObject({
    code: 'not-found',
  })
})

test('[TC1] a refusal says how many frames count, how many only through a neighbour, and what helps', async () => {
  const { ctx, input, world } = await calibratedWorld({ sampledEvery: 4 })
  const complaint = await calibrateModel({ ctx, input }).catch((error: Error) => error.message)
  expect(complaint).toContain('needs 20 distorted and 20 normal frames that were judged')
  expect(complaint).toContain('there are 10 and 10.')
  expect(complaint).toContain('For 60 more judged frames a sampled neighbour speaks')
  expect(complaint).toContain('(80 in all)')
  expect(complaint).toContain('more frames a second')
  expect(complaint).not.toContain('planted')
  const videoId = world.pairs[0]?.videoAId ?? ''
  await db.videoTruth.create({ data: { videoId, truth: {} } })
  await expect(calibrateModel({ ctx, input })).rejects.toThrow('--truth planted')
})
