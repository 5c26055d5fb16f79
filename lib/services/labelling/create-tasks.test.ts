import { expect, test } from 'vitest'
import {
  contextFor,
  createFramePairs,
  createLabellingProject,
  createPair,
  createRun,
  createRunVideo,
  type LabellingProject,
} from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { claimNext } from './claim-next'
import { createTasks } from './create-tasks'
import { listTasks } from './list-tasks'

const { db } = await testDatabase()

async function projectWithPairs(pairs: number, settings = {}): Promise<LabellingProject> {
  const world = await createLabellingProject(db, { tasks: 0, settings })
  await createFramePairs(db, world.project.id, pairs)
  return world
}

const order = { kinds: ['frame' as const], asks: 'both' as const, overlap: null, seed: 0 }

test('makes a task of each pair that has none, and audits', async () => {
  const { project, admin } = await projectWithPairs(3, { overlap: 4 })
  const ctx = contextFor(db, admin)
  const input = { projectId: project.id, ...order }
  expect(await createTasks({ ctx, input })).toEqual({ created: 3 })
  expect(await createTasks({ ctx, input })).toEqual({ created: 0 })
  const { items } = await listTasks({ ctx, input: { projectId: project.id, limit: 50 } })
  expect(items.map(({ overlap, state, taken }) => [overlap, state, taken])).toEqual(Array(3).fill([4, 'open', 0]))
  const audits = await db.auditEvent.findMany({ where: { projectId: project.id, verb: 'task.create' } })
  expect(audits.map(({ actorId, difference }) => [actorId, difference])).toEqual([
    [admin.id, { created: 3, kinds: ['frame'], asks: 'both', seed: 0 }],
  ])
})

test('[QU2] the surest clips come last', async () => {
  const { project, admin } = await createLabellingProject(db, { tasks: 0, settings: { holdoutShare: 0 } })
  const [pair] = await createFramePairs(db, project.id, 1)
  if (!pair) throw new Error('no pair')
  const videoA = await db.video.findUniqueOrThrow({ where: { id: pair.videoAId } })
  const videoB = await db.video.findUniqueOrThrow({ where: { id: pair.videoBId } })
  const later = await createPair(db, { videos: [videoA, videoB], frameIndex: 40, timestampUs: 1_600_000 })
  const whole = await createPair(db, { videos: [videoA, videoB], kind: 'video' })
  const run = await createRun(db, { projectId: project.id })
  const scores = (early: number, late: number) => [
    { frameIndex: 0, score: early },
    { frameIndex: 41, score: late },
  ]
  await createRunVideo(db, { runId: run.id, video: videoA, scores: scores(5, 3) })
  await createRunVideo(db, { runId: run.id, video: videoB, scores: scores(1, 3) })
  await createTasks({
    ctx: contextFor(db, admin),
    input: { projectId: project.id, ...order, kinds: ['frame', 'video'] },
  })
  const tasks = await db.task.findMany({ where: { projectId: project.id }, orderBy: { priority: 'desc' } })
  // Thresholds 3.5, 4 and 3. Scores 3 and 3: closeness 1, doubts 0.36. Clips 4 and 2 of frames 5, 3 and 1, 3: closeness 1/2, doubts near 0.18.
  expect(tasks.map(({ pairId, priority }) => [pairId, priority])).toEqual([
    [later.id, expect.closeTo(0.68, 12)],
    [whole.id, expect.closeTo(0.3407, 4)],
    [pair.id, expect.closeTo(0.0014, 4)],
  ])
  expect(tasks.map(({ value }) => value)).toEqual(tasks.map(({ priority }) => priority))
})

test('[QU1] tasks of one call are of one age, and the draw says which comes first, never an id', async () => {
  const { project, admin, annotators } = await projectWithPairs(12, { queuePolicy: 'oldest' })
  await createTasks({ ctx: contextFor(db, admin), input: { projectId: project.id, ...order } })
  const tasks = await db.task.findMany({ where: { projectId: project.id }, orderBy: { draw: 'asc' } })
  expect(new Set(tasks.map(({ createdAt }) => createdAt.getTime())).size).toBe(1)
  expect(tasks.every(({ id }) => id[14] === '4')).toBe(true)
  const ctx = contextFor(db, annotators[0])
  const open: string[] = []
  for (let turn = 0; turn < 5; turn += 1) {
    const { assignment } = await claimNext({ ctx, input: { projectId: project.id, exclude: open } })
    open.push(assignment?.id ?? '')
  }
  const claimed = await db.assignment.findMany({ where: { id: { in: open } }, orderBy: { id: 'asc' } })
  expect(claimed.map(({ taskId }) => taskId)).toEqual(tasks.slice(0, 5).map(({ id }) => id))
})

/** Frame pairs of several prompts; of every text there are two prompts, written differently. */
async function projectWithFamilies(texts: number, settings = {}): Promise<LabellingProject> {
  const world = await createLabellingProject(db, { tasks: 0, settings })
  for (let text = 0; text < texts; text += 1) {
    await createFramePairs(db, world.project.id, 2, { text: `Scene ${text} of a dancer` })
    await createFramePairs(db, world.project.id, 1, { text: ` scene  ${text} OF a dancer` })
  }
  return world
}

async function sidesOf(projectId: string) {
  const tasks = await db.task.findMany({ where: { projectId }, include: { pair: { include: { prompt: true } } } })
  const sides = new Map<string, Set<boolean>>()
  for (const { holdout, pair } of tasks) {
    const family = pair.prompt.text.trim().toLowerCase().replace(/\s+/g, ' ')
    sides.set(family, (sides.get(family) ?? new Set()).add(holdout))
  }
  const families = [...sides].sort(([a], [b]) => (a < b ? -1 : 1))
  return { tasks, sides: families.map(([, set]) => [...set].join()) }
}

test('[QU17] whole families are held out, hide from everybody and have their draw as their priority', async () => {
  const { project, admin } = await projectWithFamilies(30, { holdoutShare: 0.5, hiddenShare: 0 })
  const ctx = contextFor(db, admin)
  await createTasks({ ctx, input: { projectId: project.id, ...order, seed: 5 } })
  const { tasks, sides } = await sidesOf(project.id)
  expect(sides).toHaveLength(30)
  expect(new Set(sides)).toEqual(new Set(['true', 'false']))
  for (const { holdout, arm, draw, priority } of tasks) {
    expect(arm).toBeNull()
    expect(priority).toBe(holdout ? draw : 0)
  }
  const { items } = await listTasks({ ctx, input: { projectId: project.id, limit: 100 } })
  for (const { holdout, arm } of items) expect(arm).toBe(holdout ? 'hide' : null)
})

test('[QU17] a family that has tasks keeps its side, whatever seed and share later calls bring, at once or not', async () => {
  const { project, admin } = await projectWithFamilies(12, { holdoutShare: 0.5 })
  const ctx = contextFor(db, admin)
  const make = (seed: number) => createTasks({ ctx, input: { projectId: project.id, ...order, seed } })
  await Promise.all([make(1), make(2), make(3)])
  const before = (await sidesOf(project.id)).sides
  expect(new Set(before).has('true,false') || new Set(before).has('false,true')).toBe(false)
  await db.prompt.updateMany({ where: { projectId: project.id }, data: { family: null } })
  for (let text = 0; text < 12; text += 1) {
    await createFramePairs(db, project.id, 1, { text: `SCENE ${text} of a dancer` })
  }
  await db.project.update({ where: { id: project.id }, data: { settings: { holdoutShare: 1 } } })
  expect(await make(4)).toEqual({ created: 12 })
  expect((await sidesOf(project.id)).sides).toEqual(before)
})

test('refuses reviewers and annotators, and hides the project from others', async () => {
  const { project, reviewer, annotators } = await projectWithPairs(1)
  const stranger = await createLabellingProject(db, { tasks: 0 })
  const as = (user: { id: string }) =>
    createTasks({ ctx: contextFor(db, user), input: { projectId: project.id, ...order } })
  await expect(as(reviewer)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(as(annotators[0])).rejects.toMatchObject({ code: 'forbidden' })
  await expect(as(stranger.admin)).rejects.toMatchObject({ code: 'not-found' })
  expect(await db.task.count({ where: { projectId: project.id } })).toBe(0)
})

test('[QU3] five people at once make each task once', async () => {
  const { project, admin } = await projectWithPairs(20)
  const calls = Array.from({ length: 5 }, () =>
    createTasks({ ctx: contextFor(db, admin), input: { projectId: project.id, ...order } }),
  )
  const created = (await Promise.all(calls)).reduce((total, result) => total + result.created, 0)
  expect(created).toBe(20)
  expect(await db.task.count({ where: { projectId: project.id } })).toBe(20)
})
