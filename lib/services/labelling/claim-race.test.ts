import { expect, test } from 'vitest'
import { createDb, type User } from '@/lib/platform/db'
import {
  cleanScreenAnswer,
  contextFor,
  createLabellingProject,
  createMember,
  type LabellingProject,
} from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { withKept } from '@/tests/support/kept-assignment'
import { claimNext } from './claim-next'
import { submitAnnotation } from './submit-annotation'

const { db, url } = await testDatabase()

const CLAIMANTS = 50
/** Of those who come later, so many claim before any late answer arrives. */
const EARLY = 5

async function people(projectId: string): Promise<User[]> {
  return Promise.all(Array.from({ length: CLAIMANTS }, () => createMember(db, projectId, 'annotator')))
}

/** Claims and keeps everything until nothing is left for this person. */
async function claimAll(world: LabellingProject, person: User, crowd: typeof db, now: () => Date): Promise<string[]> {
  const ctx = contextFor(crowd, person, { now })
  const got: { id: string; taskId: string }[] = []
  for (;;) {
    const exclude = got.map(({ id }) => id)
    const { assignment } = await claimNext({ ctx, input: { projectId: world.project.id, exclude } })
    if (!assignment) return got.map(({ taskId }) => taskId)
    got.push(await withKept(db, assignment))
  }
}

async function claimOne(world: LabellingProject, person: User, now: Date) {
  const ctx = contextFor(db, person, { now: () => now })
  return (await claimNext({ ctx, input: { projectId: world.project.id, exclude: [] } })).assignment
}

async function expectSound(world: LabellingProject, overlap: number): Promise<void> {
  const tasks = await db.task.findMany({ where: { projectId: world.project.id }, include: { assignments: true } })
  for (const { assignments, taken, answered } of tasks) {
    const holding = assignments.filter(({ state }) => state === 'claimed' || state === 'submitted')
    expect(taken).toBe(holding.length)
    expect(taken).toBe(overlap)
    expect(answered).toBe(assignments.filter(({ state }) => state === 'submitted').length)
    expect(new Set(assignments.map(({ userId }) => userId)).size).toBe(assignments.length)
  }
}

test('[QU5] [QU11] fifty people at once: every place handed out once, none twice to one person', async () => {
  const overlap = 7
  const world = await createLabellingProject(db, { tasks: 10, overlap })
  const crowd = createDb(url, 20)
  const persons = await people(world.project.id)
  const now = new Date()
  const got = await Promise.all(persons.map((person) => claimAll(world, person, crowd, () => now)))
  await crowd.$disconnect()
  for (const tasks of got) expect(new Set(tasks).size).toBe(tasks.length)
  expect(got.flat()).toHaveLength(world.tasks.length * overlap)
  await expectSound(world, overlap)
})

test('[QU9] [QU11] the same while leases end: places of the absent are handed on, and no answer is above the overlap', async () => {
  const overlap = 3
  const world = await createLabellingProject(db, { tasks: 10, overlap, settings: { leaseSeconds: 30 } })
  const start = new Date('2026-03-01T12:00:00Z')
  const later = new Date('2026-03-01T12:10:00Z')
  const crowd = createDb(url, 20)
  const persons = await people(world.project.id)
  const absent = persons.slice(0, 25)
  const present = persons.slice(25)
  await Promise.all(absent.map((person) => claimAll(world, person, crowd, () => start)))
  await expectSound(world, overlap)
  const late = await db.assignment.findMany({
    where: { projectId: world.project.id },
    include: { task: { include: { pair: true } } },
  })
  const early = await Promise.all(present.slice(0, EARLY).map((person) => claimOne(world, person, later)))
  expect(early.filter(Boolean)).toHaveLength(EARLY)
  const submits = late.map(({ id, fence, userId, task }) =>
    submitAnnotation({
      ctx: contextFor(crowd, { id: userId }, { now: () => later }),
      input: {
        assignmentId: id,
        fence,
        operationId: crypto.randomUUID(),
        answer: cleanScreenAnswer(task.pair),
        activeMs: 1,
      },
    }).then(
      () => 'submitted',
      (error: { reason?: string }) => error.reason,
    ),
  )
  const claims = present.slice(EARLY).map((person) => claimAll(world, person, crowd, () => later))
  const [outcomes] = await Promise.all([Promise.all(submits), Promise.all(claims)])
  await claimAll(world, absent[0] as User, crowd, () => later)
  await crowd.$disconnect()
  expect(new Set(outcomes)).toEqual(new Set(['submitted', 'lease-lost']))
  expect(outcomes.filter((outcome) => outcome === 'lease-lost').length).toBeGreaterThanOrEqual(EARLY)
  await expectSound(world, overlap)
  const { _sum } = await db.task.aggregate({ where: { projectId: world.project.id }, _sum: { answered: true } })
  expect(_sum.answered).toBe(outcomes.filter((outcome) => outcome === 'submitted').length)
})

test('[QU7] one person claiming in ten tabs at once holds one task', async () => {
  const world = await createLabellingProject(db, { tasks: 5 })
  const ctx = contextFor(db, world.annotators[0])
  const claims = Array.from({ length: 10 }, () =>
    claimNext({ ctx, input: { projectId: world.project.id, exclude: [] } }),
  )
  const ids = (await Promise.all(claims)).map(({ assignment }) => assignment?.id)
  expect(new Set(ids).size).toBe(1)
  expect(await db.assignment.count({ where: { projectId: world.project.id } })).toBe(1)
})
