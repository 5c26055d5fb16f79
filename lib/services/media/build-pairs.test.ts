import { expect, test } from 'vitest'
import { createGenerator, createPair, createPrompt, createVideo, evenPts } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { createMediaProject } from '@/tests/support/media-project'
import { buildPairs, refreshPromptPairs } from './build-pairs'
import { listPairs } from './list-pairs'

const { db } = await testDatabase()

/** One prompt with clips of 2 s, 2 s and 1 s by three generators. */
async function paired() {
  const world = await createMediaProject(db)
  const { projectId } = world
  const { id: promptId } = await createPrompt(db, { projectId })
  for (const frames of [48, 48, 24]) {
    const { id: generatorId } = await createGenerator(db, { projectId })
    await createVideo(db, { projectId, promptId, generatorId, ptsUs: evenPts(frames, 24) })
  }
  return { ...world, promptId }
}

test('builds whole-clip and frame pairs where both clips exist, and audits', async () => {
  const world = await paired()
  const { projectId } = world
  const built = await buildPairs({ ctx: world.as(world.admin), input: { projectId, everyMs: 500 } })
  // Of the long pair 0, 0.5, 1 and 1.5 s; of each pair with the short clip 0 and 0.5 s.
  expect(built).toEqual({ videoPairs: 3, framePairs: 8 })
  const { items } = await listPairs({ ctx: world.as(world.reviewer), input: { projectId, limit: 100, kind: 'frame' } })
  expect(items).toHaveLength(8)
  expect(items.every(({ hasTask, frameIndexA }) => !hasTask && frameIndexA < 48)).toBe(true)
  const audits = await db.auditEvent.findMany({ where: { projectId, verb: 'pairs.build' } })
  expect(audits.map(({ actorId, difference }) => [actorId, difference])).toEqual([[world.admin.id, built]])
})

test('building again adds nothing; a finer step adds what is missing', async () => {
  const world = await paired()
  const input = { projectId: world.projectId, everyMs: 1000 }
  await buildPairs({ ctx: world.as(world.admin), input })
  expect(await buildPairs({ ctx: world.as(world.admin), input })).toEqual({ videoPairs: 0, framePairs: 0 })
  const finer = await buildPairs({ ctx: world.as(world.admin), input: { ...input, everyMs: 500 } })
  expect(finer).toEqual({ videoPairs: 0, framePairs: 4 })
})

test('the worker and two people at once build every pair once', async () => {
  const world = await paired()
  const { projectId, promptId } = world
  const built = await Promise.all([
    buildPairs({ ctx: world.as(world.admin), input: { projectId } }),
    buildPairs({ ctx: world.as(world.admin), input: { projectId } }),
    refreshPromptPairs({ ctx: world.job, input: { projectId, promptId } }),
  ])
  const total = built.reduce((sum, { framePairs, videoPairs }) => sum + framePairs + videoPairs, 0)
  expect(await db.pair.count({ where: { projectId } })).toBe(total)
  expect(await db.pair.count({ where: { projectId, kind: 'video' } })).toBe(3)
  expect((await firstIsA(projectId)).couples).toBe(3)
})

/** Couples of the project by their A, and how often A is the video that came first. */
async function firstIsA(projectId: string) {
  const pairs = await db.pair.findMany({ where: { projectId }, select: { videoAId: true, videoBId: true } })
  const couples = new Map(pairs.map((pair) => [[pair.videoAId, pair.videoBId].sort().join(), pair]))
  expect(new Set(pairs.map(({ videoAId, videoBId }) => `${videoAId},${videoBId}`)).size).toBe(couples.size)
  return { couples: couples.size, first: [...couples.values()].filter((pair) => pair.videoAId < pair.videoBId).length }
}

test('[PA2] which video is A is drawn, once for a couple, and ids tell nothing of the order', async () => {
  const world = await createMediaProject(db)
  const { projectId } = world
  const generators = await Promise.all([0, 1].map(() => createGenerator(db, { projectId })))
  const PROMPTS = 36
  for (let count = 0; count < PROMPTS; count += 1) {
    const { id: promptId } = await createPrompt(db, { projectId })
    for (const { id: generatorId } of generators) await createVideo(db, { projectId, promptId, generatorId })
  }
  const ctx = world.as(world.admin)
  await buildPairs({ ctx, input: { projectId, everyMs: 1000 } })
  const drawn = await firstIsA(projectId)
  expect(drawn.couples).toBe(PROMPTS)
  // Binomial(36, 1/2): outside 4–32 less than once in a million.
  expect(drawn.first).toBeGreaterThan(3)
  expect(drawn.first).toBeLessThan(33)
  await buildPairs({ ctx, input: { projectId, everyMs: 250 } })
  expect(await firstIsA(projectId)).toEqual(drawn)
  const ids = (await db.pair.findMany({ where: { projectId }, orderBy: { createdAt: 'asc' } })).map(({ id }) => id)
  expect(ids.every((id) => id[14] === '4')).toBe(true)
})

test('[PA2] pairs made before keep their A, and so do those added to them', async () => {
  const world = await createMediaProject(db)
  const { projectId } = world
  for (let count = 0; count < 12; count += 1) {
    const { id: promptId } = await createPrompt(db, { projectId })
    const videos = []
    for (let side = 0; side < 2; side += 1) {
      const { id: generatorId } = await createGenerator(db, { projectId })
      videos.push(await createVideo(db, { projectId, promptId, generatorId }))
    }
    const [a, b] = videos
    if (!a || !b) throw new Error('two videos')
    await createPair(db, { videos: [a, b] })
  }
  await buildPairs({ ctx: world.as(world.admin), input: { projectId, everyMs: 500 } })
  expect(await firstIsA(projectId)).toEqual({ couples: 12, first: 12 })
})

test('refuses a reviewer and hides the project from a stranger', async () => {
  const world = await paired()
  const input = { projectId: world.projectId }
  await expect(buildPairs({ ctx: world.as(world.reviewer), input })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(buildPairs({ ctx: world.as(world.stranger), input })).rejects.toMatchObject({ code: 'not-found' })
})
