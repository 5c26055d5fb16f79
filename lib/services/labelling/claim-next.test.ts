import { expect, test } from 'vitest'
import type { AssignmentView } from '@/lib/contracts/http/labelling'
import { toScreenSide } from '@/lib/domain/labelling'
import { aliasesFor } from '@/lib/platform/alias'
import {
  cleanScreenAnswer,
  contextFor,
  createLabellingProject,
  createMember,
  createModelVersion,
  createProject,
  createRun,
  createRunVideo,
  FACTORY_MANIFEST,
  type LabellingProject,
} from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { type KeptAssignment, withKept } from '@/tests/support/kept-assignment'
import { getAssignment } from './assignment-view'
import { claimNext } from './claim-next'
import { heartbeat } from './heartbeat'
import { queueStatus } from './queue-status'
import { releaseTask } from './release-task'
import { saveDraft } from './save-draft'
import { skipTask } from './skip-task'

const { db } = await testDatabase()

type Person = { id: string }

async function claim(world: LabellingProject, person: Person, exclude: string[] = [], now = new Date()) {
  const ctx = contextFor(db, person, { now: () => now })
  const { assignment } = await claimNext({ ctx, input: { projectId: world.project.id, exclude } })
  return assignment && withKept(db, assignment)
}

async function mustClaim(...given: Parameters<typeof claim>): Promise<KeptAssignment> {
  const assignment = await claim(...given)
  if (!assignment) throw new Error('nothing was handed out')
  return assignment
}

function hold({ id, fence }: AssignmentView) {
  return { assignmentId: id, fence }
}

async function taken(taskId: string): Promise<number> {
  return (await db.task.findUniqueOrThrow({ where: { id: taskId } })).taken
}

test('[QU7] a claim while the held task is being skipped never hands that one back', async () => {
  for (let round = 0; round < 5; round += 1) {
    const world = await createLabellingProject(db, { tasks: 3 })
    const [person] = world.annotators
    const held = await mustClaim(world, person)
    const ctx = contextFor(db, person)
    const skip = () => skipTask({ ctx, input: { ...hold(held), reason: 'too dark' } })
    const [, next] = await Promise.all([skip(), mustClaim(world, person, [held.id])])
    expect(next.taskId).not.toBe(held.taskId)
    const after = await mustClaim(world, person, [next.id, held.id])
    expect([held.taskId, next.taskId]).not.toContain(after.taskId)
    expect(await taken(held.taskId)).toBe(0)
  }
})

test('[QU1] hands out the most valuable task, takes its place and audits', async () => {
  const world = await createLabellingProject(db, { tasks: 3 })
  const [first, second, third] = world.tasks.map(({ id }) => id)
  await db.task.update({ where: { id: third }, data: { priority: 0.5 } })
  await db.task.update({ where: { id: second }, data: { answered: 1, taken: 1 } })
  const [ann] = world.annotators
  const got: string[] = []
  const open: string[] = []
  for (let turn = 0; turn < 3; turn += 1) {
    const { id, taskId } = await mustClaim(world, ann, open)
    got.push(taskId)
    open.push(id)
  }
  expect(got).toEqual([third, second, first])
  expect(await claim(world, ann, open)).toBeNull()
  expect(await taken(third ?? '')).toBe(1)
  const audits = await db.auditEvent.findMany({ where: { projectId: world.project.id, verb: 'assignment.claim' } })
  expect(audits.map(({ entityId, actorId }) => [entityId, actorId])).toEqual(open.map((id) => [id, ann.id]))
})

test('[QU1] priority, then most answers, then those made first, then the draw', async () => {
  const world = await createLabellingProject(db, { tasks: 5, overlap: 5 })
  const places = [
    { priority: 0.5, answered: 0, createdAt: 1, draw: 0.7 },
    { priority: 0.2, answered: 3, createdAt: 0, draw: 0.1 },
    { priority: 0.5, answered: 0, createdAt: 2, draw: 0.2 },
    { priority: 0.5, answered: 1, createdAt: 2, draw: 0.9 },
    { priority: 0.5, answered: 0, createdAt: 1, draw: 0.6 },
  ]
  for (const [index, { createdAt, ...place }] of places.entries()) {
    const made = { createdAt: new Date(createdAt), taken: place.answered }
    await db.task.update({ where: { id: world.tasks[index]?.id ?? '' }, data: { ...place, ...made } })
  }
  const open: string[] = []
  const got: number[] = []
  for (const _ of places) {
    const { id, taskId } = await mustClaim(world, world.annotators[0], open)
    open.push(id)
    got.push(world.tasks.findIndex((task) => task.id === taskId))
  }
  expect(got).toEqual([3, 4, 0, 2, 1])
})

test('[QU7] goes on with what the person holds, under a new fence', async () => {
  const world = await createLabellingProject(db)
  const [ann, bob] = world.annotators
  const first = await mustClaim(world, ann)
  const again = await mustClaim(world, ann)
  expect([again.id, again.fence]).toEqual([first.id, first.fence + 1])
  const next = await mustClaim(world, ann, [first.id])
  expect(next.taskId).not.toBe(first.taskId)
  await db.assignment.update({ where: { id: next.id }, data: { returnComment: 'Look at the hand again.' } })
  expect((await mustClaim(world, ann)).id).toBe(next.id)
  expect((await mustClaim(world, bob)).id).not.toBe(first.id)
})

test('refuses strangers, paused members and people who are not signed in', async () => {
  const world = await createLabellingProject(db)
  const other = await createLabellingProject(db)
  const [ann] = world.annotators
  await expect(claim(world, other.admin)).rejects.toMatchObject({ code: 'not-found' })
  await db.membership.updateMany({ where: { userId: ann.id }, data: { state: 'paused' } })
  await expect(claim(world, ann)).rejects.toMatchObject({ code: 'not-found' })
  const input = { projectId: world.project.id, exclude: [] }
  const anonymous = contextFor(db, { type: 'anonymous' })
  await expect(claimNext({ ctx: anonymous, input })).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(await db.assignment.count({ where: { projectId: world.project.id } })).toBe(0)
})

test('says what to do when no taxonomy is published', async () => {
  const world = await createLabellingProject(db)
  const bare = await createProject(db)
  const ann = await createMember(db, bare.id, 'annotator')
  await db.task.updateMany({ where: { projectId: world.project.id }, data: { projectId: bare.id } })
  const call = claimNext({ ctx: contextFor(db, ann), input: { projectId: bare.id, exclude: [] } })
  await expect(call).rejects.toMatchObject({ code: 'conflict', reason: 'no-taxonomy' })
})

test('[QU5] what was skipped never comes back, what was given back comes with its draft and side', async () => {
  const world = await createLabellingProject(db, { tasks: 1 })
  const [ann] = world.annotators
  const ctx = contextFor(db, ann)
  const first = await mustClaim(world, ann)
  const draft = cleanScreenAnswer(world.pairs[0] ?? neverPair(), { comment: 'half done' })
  await saveDraft({ ctx, input: { ...hold(first), revision: 0, draft, activeMs: 1000 } })
  await releaseTask({ ctx, input: hold(first) })
  expect(await taken(first.taskId)).toBe(0)
  expect(await claim(world, ann, [first.id])).toBeNull()
  const again = await mustClaim(world, ann)
  expect(again).toMatchObject({
    id: first.id,
    leftSide: first.leftSide,
    pair: { sides: { left: { video: { videoId: first.pair.sides.left.video.videoId } } } },
    draft,
    draftRevision: 1,
    activeMs: 1000,
  })
  expect(again.fence).toBeGreaterThan(first.fence)
  await skipTask({ ctx, input: { ...hold(again), reason: 'too dark' } })
  expect(await claim(world, ann)).toBeNull()
  expect(await taken(first.taskId)).toBe(0)
})

test('[QU6] sides are balanced for a person, and opposite for two people where both are even', async () => {
  const world = await createLabellingProject(db, { tasks: 9 })
  const [ann, bob] = world.annotators
  for (const person of [ann, bob]) {
    const open: string[] = []
    for (let turn = 0; turn < 9; turn += 1) open.push((await mustClaim(world, person, open)).id)
    const rows = await db.assignment.findMany({ where: { userId: person.id }, orderBy: { id: 'asc' } })
    const difference = rows.map((_, index) => {
      const before = rows.slice(0, index + 1)
      return before.filter(({ leftSide }) => leftSide === 'A').length * 2 - before.length
    })
    expect(Math.max(...difference.map(Math.abs))).toBe(1)
  }
})

test('[QU8] [QU9] [QU10] an ended lease goes to somebody else; the late writer keeps the draft and is told', async () => {
  const world = await createLabellingProject(db, { tasks: 1, overlap: 1, settings: { leaseSeconds: 60 } })
  const [ann, bob] = world.annotators
  const start = new Date('2026-03-01T12:00:00Z')
  const at = (seconds: number) => new Date(start.getTime() + seconds * 1000)
  const first = await mustClaim(world, ann, [], start)
  expect(first.leaseUntil).toBe(at(60).toISOString())
  const beat = await heartbeat({ ctx: contextFor(db, ann, { now: () => at(30) }), input: hold(first) })
  expect(beat.leaseUntil).toBe(at(90).toISOString())
  expect(await claim(world, bob, [], at(89))).toBeNull()
  expect((await mustClaim(world, bob, [], at(91))).taskId).toBe(first.taskId)
  expect(await taken(first.taskId)).toBe(1)
  const draft = cleanScreenAnswer(world.pairs[0] ?? neverPair(), { comment: 'late' })
  const late = saveDraft({ ctx: contextFor(db, ann), input: { ...hold(first), revision: 0, draft, activeMs: 5 } })
  await expect(late).rejects.toMatchObject({ code: 'conflict', reason: 'lease-lost' })
  const view = await getAssignment({ ctx: contextFor(db, ann), input: { assignmentId: first.id } })
  expect(view).toMatchObject({ state: 'released', draft, draftRevision: 1 })
})

test('[QU9] an ended lease is given back to the late person while its place is free', async () => {
  const world = await createLabellingProject(db, { tasks: 2, overlap: 1, settings: { leaseSeconds: 60 } })
  const [ann, bob] = world.annotators
  const start = new Date('2026-03-01T12:00:00Z')
  const later = new Date('2026-03-01T13:00:00Z')
  const first = await mustClaim(world, ann, [], start)
  const second = await mustClaim(world, ann, [first.id], start)
  expect((await mustClaim(world, bob, [], later)).taskId).toBe(first.taskId)
  expect(await taken(second.taskId)).toBe(0)
  await heartbeat({ ctx: contextFor(db, ann, { now: () => later }), input: hold(second) })
  expect(await taken(second.taskId)).toBe(1)
  const lost = heartbeat({ ctx: contextFor(db, ann, { now: () => later }), input: hold(first) })
  await expect(lost).rejects.toMatchObject({ reason: 'lease-lost' })
  expect(await claim(world, bob, [(await mustClaim(world, bob, [], later)).id], later)).toBeNull()
})

test('shows proposals and scores by arm, those of finished runs before the claim, and never a generator', async () => {
  const world = await createLabellingProject(db, { tasks: 2 })
  const [ann] = world.annotators
  const [pair] = world.pairs
  const [shown, hidden] = world.tasks
  await db.task.update({ where: { id: hidden?.id }, data: { arm: 'hide', priority: -1 } })
  const videoA = await db.video.findUniqueOrThrow({ where: { id: pair?.videoAId }, include: { generator: true } })
  const thresholds = { distortedScore: 2.5, labelProbability: 0.5, heatmap: 0.5, high: 3.75, low: 2 }
  const model = await createModelVersion(db, {
    projectId: world.project.id,
    manifest: { ...FACTORY_MANIFEST, thresholds },
  })
  const run = await createRun(db, { projectId: world.project.id, modelVersionId: model.id })
  const box = { x: 0.1, y: 0.1, w: 0.2, h: 0.2 }
  const { proposals } = await createRunVideo(db, {
    runId: run.id,
    video: videoA,
    scores: [{ frameIndex: 0, score: 2 }],
    proposals: [
      { frameIndex: 0, labelKey: 'extra_limbs', box },
      { frameIndex: 7, labelKey: 'extra_limbs', box },
      { frameIndex: 0, labelKey: 'not_in_the_taxonomy', box },
    ],
  })
  const first = await mustClaim(world, ann)
  expect(first.taskId).toBe(shown?.id)
  const side = (view: KeptAssignment) => view.pair.sides[toScreenSide('A', view.leftSide)]
  expect(side(first).proposals.map(({ id }) => aliasesFor(ann.id).idOf('proposal', id))).toEqual([proposals[0]?.id])
  expect(side(first).scores).toEqual([{ frameIndex: 0, score: 2 }])
  expect(side(first).thresholds).toEqual({ distortedScore: 2.5, high: 3.75 })
  const newer = await createRun(db, { projectId: world.project.id })
  await createRunVideo(db, { runId: newer.id, video: videoA, finishedAt: new Date(Date.now() + 1000) })
  const seenAgain = await getAssignment({ ctx: contextFor(db, ann), input: { assignmentId: first.id } })
  expect(seenAgain.pair).toEqual(first.pair)
  const second = await mustClaim(world, ann, [first.id])
  expect([second.arm, side(second).proposals, side(second).scores]).toEqual(['hide', [], []])
  expect(side(second).thresholds).toBeNull()
  const text = JSON.stringify([first, second])
  expect(text).not.toContain(videoA.generator.name)
  expect(text).not.toContain(videoA.generatorId)
  expect(text).not.toContain(videoA.fileName)
})

test('what is left does not change by fetching pairs ahead', async () => {
  const world = await createLabellingProject(db, { tasks: 4 })
  const [ann] = world.annotators
  const left = async () =>
    (await queueStatus({ ctx: contextFor(db, ann), input: { projectId: world.project.id } })).available
  const held: string[] = []
  for (let ahead = 0; ahead < 3; ahead += 1) {
    expect(await left()).toBe(4)
    held.push((await mustClaim(world, ann, held)).id)
  }
  expect(await left()).toBe(4)
})

test('nobody opens an assignment of somebody else', async () => {
  const world = await createLabellingProject(db)
  const [ann, bob] = world.annotators
  const { id, fence } = await mustClaim(world, ann)
  for (const person of [bob, world.reviewer, world.admin]) {
    const ctx = contextFor(db, person)
    await expect(getAssignment({ ctx, input: { assignmentId: id } })).rejects.toMatchObject({ code: 'not-found' })
    await expect(heartbeat({ ctx, input: { assignmentId: id, fence } })).rejects.toMatchObject({ code: 'not-found' })
  }
})

test('says what is left for a person', async () => {
  const world = await createLabellingProject(db, { tasks: 3, overlap: 1, settings: { leaseSeconds: 60 } })
  const [ann, bob] = world.annotators
  const start = new Date('2026-03-01T12:00:00Z')
  const status = (person: Person, now: Date) =>
    queueStatus({ ctx: contextFor(db, person, { now: () => now }), input: { projectId: world.project.id } })
  const first = await mustClaim(world, ann, [], start)
  expect(await status(ann, start)).toEqual({
    available: 3,
    answered: 0,
    skipped: 0,
    returned: 0,
    tasks: 3,
    preparing: 0,
  })
  expect(await status(bob, start)).toMatchObject({ available: 2 })
  expect(await status(bob, new Date('2026-03-01T13:00:00Z'))).toMatchObject({ available: 3 })
  await skipTask({ ctx: contextFor(db, ann), input: { ...hold(first), reason: 'too dark' } })
  expect(await status(ann, start)).toMatchObject({ available: 2, skipped: 1 })
})

function neverPair(): never {
  throw new Error('no pair')
}

test('[SC7] a pair whose clip has no copy for browsers yet is passed by, and comes when it is made', async () => {
  const world = await createLabellingProject(db, { tasks: 3 })
  const [ann, bob] = world.annotators
  const waiting = await db.pair.findFirstOrThrow({ where: { projectId: world.project.id }, include: { videoB: true } })
  const { id, servedKey } = waiting.videoB
  await db.video.update({ where: { id }, data: { servedKey: null } })
  const held: string[] = []
  async function claimAll(): Promise<void> {
    for (let next = await claim(world, ann, held); next; next = await claim(world, ann, held)) held.push(next.id)
  }
  await claimAll()
  const pairs = await db.assignment.findMany({
    where: { userId: ann.id },
    select: { task: { select: { pair: true } } },
  })
  expect(pairs.every(({ task: { pair } }) => pair.videoAId !== id && pair.videoBId !== id)).toBe(true)
  expect(pairs.length).toBeLessThan(3)
  const input = { projectId: world.project.id }
  expect(await queueStatus({ ctx: contextFor(db, bob), input })).toMatchObject({ preparing: 1 })
  await db.video.update({ where: { id }, data: { servedKey } })
  expect(await queueStatus({ ctx: contextFor(db, bob), input })).toMatchObject({ preparing: 0 })
  await claimAll()
  expect(held).toHaveLength(3)
})
