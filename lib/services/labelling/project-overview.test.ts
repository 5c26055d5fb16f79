import { expect, test } from 'vitest'
import type { Context } from '@/lib/platform/context'
import {
  cleanAnswer,
  cleanScreenAnswer,
  contextFor,
  createAnnotation,
  createLabellingProject,
} from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { claimNext } from './claim-next'
import { listMembers } from './list-members'
import { projectOverview } from './project-overview'
import { reviewAnnotation } from './review-annotation'
import { submitAnnotation } from './submit-annotation'

const { db } = await testDatabase()

const MONDAY = new Date('2026-03-02T10:00:00Z')
const TUESDAY = new Date('2026-03-03T10:00:00Z')
const WEDNESDAY = new Date('2026-03-04T10:00:00Z')

test('the overview counts what the project holds, day by day', async () => {
  const { project, admin } = await createLabellingProject(db, { tasks: 3, overlap: 2 })
  const figures = await projectOverview({ ctx: contextFor(db, admin), input: { projectId: project.id } })
  expect(figures).toMatchObject({
    tasks: { open: 3, done: 0, answersWanted: 6, answers: 0 },
    awaitingReview: 0,
    releases: 0,
  })
  expect(figures.daily).toHaveLength(14)
  expect(figures.daily.at(-1)?.day).toBe(new Date().toISOString().slice(0, 10))
})

test('[CO6] answers are as many on the overview, in its chart and with the people, whatever became of them in review', async () => {
  const world = await createLabellingProject(db, { tasks: 3, overlap: 2 })
  const projectId = world.project.id
  const [ann, ben] = world.annotators
  const on = (person: { id: string }, day: Date): Context => contextFor(db, person, { now: () => day })
  const answer = async (ctx: Context) => {
    const { assignment } = await claimNext({ ctx, input: { projectId, exclude: [] } })
    const pair = world.pairs.find(({ timestampUs }) => Number(timestampUs) === assignment?.pair.timestampUs)
    if (!assignment || !pair) throw new Error('nothing was handed out')
    const { id: assignmentId, fence } = assignment
    const said = { operationId: crypto.randomUUID(), answer: cleanScreenAnswer(pair), activeMs: 10 }
    return (await submitAnnotation({ ctx, input: { assignmentId, fence, ...said } })).annotationId
  }
  const review = async (annotationId: string, verdict: 'return' | 'correct', day: Date) => {
    const row = await db.annotation.findUniqueOrThrow({ where: { id: annotationId }, include: { task: true } })
    const pair = world.pairs.find(({ id }) => id === row.task.pairId)
    if (!pair) throw new Error('no pair')
    const corrected = verdict === 'correct' ? cleanScreenAnswer(pair, { preference: 'left' }) : null
    const said = { operationId: crypto.randomUUID(), comment: 'Look again.', answer: corrected }
    await reviewAnnotation({ ctx: on(world.reviewer, day), input: { projectId, annotationId, verdict, ...said } })
  }
  async function counted() {
    const ctx = on(world.admin, WEDNESDAY)
    const { tasks, daily } = await projectOverview({ ctx, input: { projectId } })
    const { items } = await listMembers({ ctx, input: { projectId, limit: 50 } })
    const people = [ann, ben, world.reviewer].map(({ id }) => items.find(({ userId }) => userId === id)?.answers)
    const days = Object.fromEntries(daily.flatMap(({ day, answers }) => (answers > 0 ? [[day.slice(8), answers]] : [])))
    return { answers: tasks.answers, days, people }
  }
  const first = await answer(on(ann, MONDAY))
  await answer(on(ben, MONDAY))
  expect(await counted()).toEqual({ answers: 2, days: { '02': 2 }, people: [1, 1, 0] })
  await review(first, 'return', MONDAY)
  expect(await counted()).toEqual({ answers: 1, days: { '02': 1 }, people: [0, 1, 0] })
  const second = await answer(on(ann, TUESDAY))
  expect(await counted()).toEqual({ answers: 2, days: { '02': 1, '03': 1 }, people: [1, 1, 0] })
  await review(second, 'correct', WEDNESDAY)
  expect(await counted()).toEqual({ answers: 2, days: { '02': 1, '03': 1 }, people: [1, 1, 0] })
})

test('[CO6] of a closed task as many answers are wanted as there are', async () => {
  const world = await createLabellingProject(db, { tasks: 2, overlap: 3 })
  const [task] = world.tasks
  const [pair] = world.pairs
  if (!task || !pair) throw new Error('no task')
  const facts = { task, userId: world.annotators[0].id, taxonomyVersionId: world.taxonomy.id }
  await createAnnotation(db, { ...facts, answer: cleanAnswer(pair) })
  await db.task.update({ where: { id: task.id }, data: { state: 'closed' } })
  const ctx = contextFor(db, world.admin)
  const { tasks } = await projectOverview({ ctx, input: { projectId: world.project.id } })
  expect(tasks).toMatchObject({ answers: 1, answersWanted: 4 })
})
