import { expect, test } from 'vitest'
import type { QueuePolicy } from '@/lib/domain/accounts'
import { type Side, taskPriority, toScreenSide } from '@/lib/domain/labelling'
import { createRng } from '@/lib/domain/shared'
import { withTransaction } from '@/lib/platform/context'
import type { Task, Video } from '@/lib/platform/db'
import { updateProject } from '@/lib/services/accounts'
import {
  cleanScreenAnswer,
  contextFor,
  createClips,
  createFramePairs,
  createLabellingProject,
  createModelVersion,
  createPair,
  createRun,
  createRunVideo,
  createTask,
  type FactoryScore,
  type LabellingProject,
} from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { withKept } from '@/tests/support/kept-assignment'
import { claimNext } from './claim-next'
import { refreshQueue } from './refresh-queue'
import { refreshTasks } from './refresh-tasks'
import { reopenAnnotation } from './reopen-annotation'
import { reviewAnnotation } from './review-annotation'
import { submitAnnotation } from './submit-annotation'
import { opinionOf, taskValue } from './task-value.fixture'

const { db } = await testDatabase()
const THRESHOLDS = { distortedScore: 3.5, high: 4, low: 3 }
const rng = createRng('refresh')

type World = LabellingProject & { tasks: Task[]; scores: Map<string, { frameIndex: number; score: number }[]> }

/** Frame pairs at many places and a video pair, of two clips with random scores, the newest of two runs. */
async function scoredWorld(): Promise<World> {
  const world = await createLabellingProject(db, { tasks: 0, overlap: 3 })
  const [first] = await createFramePairs(db, world.project.id, 1)
  if (!first) throw new Error('no pair')
  const videos = (await db.video.findMany({
    where: { id: { in: [first.videoAId, first.videoBId] } },
    orderBy: { id: 'asc' },
  })) as [Video, Video]
  const pairs = [first, await createPair(db, { videos, kind: 'video' })]
  for (let frameIndex = 1; frameIndex < 12; frameIndex += 1) {
    pairs.push(await createPair(db, { videos, frameIndex: frameIndex * 3, timestampUs: frameIndex * 125_000 }))
  }
  const scores = new Map<string, { frameIndex: number; score: number }[]>()
  for (const age of ['older', 'newer']) {
    const run = await createRun(db, { projectId: world.project.id })
    for (const video of videos) {
      const own = [0, 4, 9, 17, 30].map((frameIndex) => ({ frameIndex, score: 1 + rng.next() * 4 }))
      const finishedAt = new Date(age === 'older' ? '2026-01-01' : '2026-02-01')
      await createRunVideo(db, { runId: run.id, video, scores: own, finishedAt })
      scores.set(video.id, own)
    }
  }
  const tasks: Task[] = []
  for (const [place, pair] of pairs.entries()) {
    const facts = { draw: rng.next(), holdout: place % 3 === 0, dissent: place % 4 === 1 ? 0.5 : 0 }
    tasks.push(await createTask(db, pair, { overlap: 3, ...facts }))
  }
  return { ...world, pairs, tasks, scores }
}

/** The value that SQL gives a pair of two clips whose frames have these scores. */
async function valueInSql(
  [scoresA, scoresB]: [FactoryScore[], FactoryScore[]],
  { kind, frameIndex }: { kind: 'frame' | 'video'; frameIndex: number },
): Promise<number> {
  const { project, admin } = await createLabellingProject(db, { tasks: 0 })
  const videos = await createClips(db, project.id)
  const run = await createRun(db, { projectId: project.id })
  await createRunVideo(db, { runId: run.id, video: videos[0], scores: scoresA })
  await createRunVideo(db, { runId: run.id, video: videos[1], scores: scoresB })
  const { id } = await createTask(db, await createPair(db, { videos, kind, frameIndex }))
  await withTransaction(contextFor(db, admin), (tx) => refreshTasks(tx, { policy: 'value', taskIds: [id] }))
  return (await db.task.findUniqueOrThrow({ where: { id } })).value
}

const at = (frameIndex: number, score: number) => ({ frameIndex, score })
const FIRST_FRAME = { kind: 'frame', frameIndex: 0 } as const

test.each([
  [3.5, 3.5, 1],
  [5, 1, 0.001385],
  [5, 5, 0.502736],
  [4, 3, 0.555],
])('[QU2] scores %s and %s give the value %s, whichever side has which', async (scoreA, scoreB, value) => {
  expect(await valueInSql([[at(0, scoreA)], [at(0, scoreB)]], FIRST_FRAME)).toBeCloseTo(value, 5)
  expect(await valueInSql([[at(0, scoreB)], [at(0, scoreA)]], FIRST_FRAME)).toBeCloseTo(value, 5)
})

test('[QU2] a side without a score has no value', async () => {
  expect(await valueInSql([[], [at(0, 3)]], FIRST_FRAME)).toBe(0)
})

test('[QU2] a frame takes the score sampled nearest to it, the earlier of two', async () => {
  // The other clip gives the same as the earlier frame: closeness 1 there, 1/2 with the later one.
  const sampled = [at(10, 5), at(20, 3)]
  expect(await valueInSql([sampled, [at(0, 5)]], { kind: 'frame', frameIndex: 15 })).toBeCloseTo(0.502736, 5)
  expect(await valueInSql([sampled, [at(0, 5)]], { kind: 'frame', frameIndex: 16 })).toBeLessThan(0.4)
})

test.each(['value', 'random', 'oldest'] as const)(
  '[QU2] [QU19] SQL says what the rules say, on random scores: %s',
  async (policy) => {
    const world = await scoredWorld()
    await withTransaction(contextFor(db, world.admin), (tx) =>
      refreshTasks(tx, { policy, taskIds: world.tasks.map(({ id }) => id) }),
    )
    for (const [place, pair] of world.pairs.entries()) {
      const task = await db.task.findUniqueOrThrow({ where: { id: world.tasks[place]?.id ?? '' } })
      const opinion = (videoId: string, frameIndex: number) =>
        opinionOf(world.scores.get(videoId) ?? [], { kind: pair.kind, frameIndex }, THRESHOLDS)
      const value = taskValue(opinion(pair.videoAId, pair.frameIndexA), opinion(pair.videoBId, pair.frameIndexB))
      expect(task.value).toBeCloseTo(value, 12)
      expect(task.priority).toBeCloseTo(taskPriority(policy, { ...task, value }), 12)
    }
  },
)

test('[QU20] the job moves what a run changed, and nothing twice', async () => {
  const world = await scoredWorld()
  const ctx = contextFor(db, world.admin)
  const input = { projectId: world.project.id }
  expect((await refreshQueue({ ctx, input })).moved).toBeGreaterThan(10)
  expect(await refreshQueue({ ctx, input })).toEqual({ moved: 0 })
  const model = await createModelVersion(db, input)
  const run = await createRun(db, { ...input, modelVersionId: model.id })
  const [pair] = world.pairs
  const video = await db.video.findUniqueOrThrow({ where: { id: pair?.videoAId ?? '' } })
  await createRunVideo(db, { runId: run.id, video, scores: [{ frameIndex: 0, score: 1 }] })
  expect((await refreshQueue({ ctx, input })).moved).toBe(world.tasks.length)
})

test('[QU20] closed and done tasks keep their place; a task that somebody writes is moved when they are done', async () => {
  const world = await scoredWorld()
  const [done, busy] = world.tasks
  if (!done || !busy) throw new Error('two tasks')
  await db.task.update({ where: { id: done.id }, data: { state: 'done' } })
  const ctx = contextFor(db, world.admin)
  let refreshed: Promise<{ moved: number }> | undefined
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM "Task" WHERE id = ${busy.id}::uuid FOR UPDATE`
    refreshed = refreshQueue({ ctx, input: { projectId: world.project.id } })
    // The others are done while this one is locked.
    await expect
      .poll(() => db.task.count({ where: { projectId: world.project.id, value: { gt: 0 } } }))
      .toBe(world.tasks.length - 2)
  })
  await refreshed
  expect((await db.task.findUniqueOrThrow({ where: { id: busy.id } })).value).toBeGreaterThan(0)
  expect((await db.task.findUniqueOrThrow({ where: { id: done.id } })).value).toBe(0)
})

async function answer(world: LabellingProject, person: { id: string }, preference: Side) {
  const ctx = contextFor(db, person)
  const { assignment: claimed } = await claimNext({ ctx, input: { projectId: world.project.id, exclude: [] } })
  const assignment = claimed && (await withKept(db, claimed))
  const pair = world.pairs.find(({ id }) => world.tasks.find((task) => task.id === assignment?.taskId)?.pairId === id)
  if (!assignment || !pair) throw new Error('nothing to claim')
  const operationId = crypto.randomUUID()
  const submission = { assignmentId: assignment.id, fence: assignment.fence, operationId, activeMs: 1000 }
  const { annotationId } = await submitAnnotation({
    ctx,
    input: {
      ...submission,
      answer: cleanScreenAnswer(pair, { preference: toScreenSide(preference, assignment.leftSide) }),
    },
  })
  return {
    annotationId,
    assignmentId: assignment.id,
    taskId: assignment.taskId,
    leftSide: assignment.leftSide,
    operationId,
    pair,
  }
}

const taskOf = (id: string) => db.task.findUniqueOrThrow({ where: { id } })

test('[QU18] [QU20] a third opinion on a disagreement comes first; corrections, returns and second thoughts count', async () => {
  const world = await createLabellingProject(db, { tasks: 4, overlap: 3 })
  const [one, two] = world.annotators
  const first = await answer(world, one, 'A')
  expect((await taskOf(first.taskId)).dissent).toBe(0)
  const second = await answer(world, two, 'B')
  // The queue finishes what is begun, so it is the same task.
  expect(second.taskId).toBe(first.taskId)
  expect(await taskOf(first.taskId)).toMatchObject({ dissent: 1, priority: 2 })
  const { assignment } = await claimNext({
    ctx: contextFor(db, world.reviewer),
    input: { projectId: world.project.id, exclude: [] },
  })
  expect(assignment && (await withKept(db, assignment)).taskId).toBe(first.taskId)

  await reopenAnnotation({ ctx: contextFor(db, two), input: second })
  expect(await taskOf(first.taskId)).toMatchObject({ dissent: 0, priority: 0 })
  const ctx = contextFor(db, two)
  const { fence } = await db.assignment.findUniqueOrThrow({ where: { id: second.assignmentId } })
  const again = { assignmentId: second.assignmentId, fence, operationId: crypto.randomUUID(), activeMs: 1000 }
  const { annotationId } = await submitAnnotation({
    ctx,
    input: { ...again, answer: cleanScreenAnswer(second.pair, { preference: toScreenSide('B', second.leftSide) }) },
  })
  expect(await taskOf(first.taskId)).toMatchObject({ dissent: 1, priority: 2 })

  const review = { projectId: world.project.id, operationId: crypto.randomUUID(), comment: '' }
  const corrected = cleanScreenAnswer(second.pair, { preference: toScreenSide('A', second.leftSide) })
  await reviewAnnotation({
    ctx: contextFor(db, world.admin),
    input: { ...review, annotationId, verdict: 'correct', answer: corrected },
  })
  expect(await taskOf(first.taskId)).toMatchObject({ dissent: 0, priority: 0 })
})

test('[QU20] a changed policy queues the job, once for many changes', async () => {
  const world = await createLabellingProject(db, { tasks: 1 })
  const ctx = contextFor(db, world.admin)
  const { settings } = await updateProject({ ctx, input: { projectId: world.project.id } })
  const policies: QueuePolicy[] = ['random', 'oldest']
  for (const queuePolicy of policies) {
    await updateProject({ ctx, input: { projectId: world.project.id, settings: { ...settings, queuePolicy } } })
  }
  const key = `labelling.refresh-queue:${world.project.id}`
  const queued = await db.$queryRaw<{ key: string }[]>`SELECT key FROM graphile_worker.jobs WHERE key = ${key}`
  expect(queued).toEqual([{ key }])
})
