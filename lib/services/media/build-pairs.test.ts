import { expect, test } from 'vitest'
import { createGenerator, createPrompt, createVideo, evenPts } from '@/prisma/factories'
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
})

test('refuses a reviewer and hides the project from a stranger', async () => {
  const world = await paired()
  const input = { projectId: world.projectId }
  await expect(buildPairs({ ctx: world.as(world.reviewer), input })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(buildPairs({ ctx: world.as(world.stranger), input })).rejects.toMatchObject({ code: 'not-found' })
})
