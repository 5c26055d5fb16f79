import { expect, test } from 'vitest'
import { type Answer, EMPTY_ANSWER } from '@/lib/domain/labelling'
import { reviewAnnotation } from '@/lib/services/labelling'
import {
  cleanAnswer,
  cleanScreenAnswer,
  contextFor,
  createAnnotation,
  createLabellingProject,
  createMember,
  createProject,
  type LabellingProject,
} from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { getAgreement } from './get-agreement'

type Vote = Answer['preference']

/** Two people answer each pair; `votes` holds what the first and the second say of it. */
async function answered(votes: readonly (readonly [Vote, Vote])[]): Promise<LabellingProject & { ids: string[] }> {
  const { db } = await testDatabase()
  const world = await createLabellingProject(db, { tasks: votes.length })
  const ids: string[] = []
  for (const [place, [first, second]] of votes.entries()) {
    const [task, pair] = [world.tasks[place], world.pairs[place]]
    if (!task || !pair) throw new Error('one task a pair of votes')
    for (const [person, preference] of [first, second].entries()) {
      const answer = cleanAnswer(pair, { preference })
      const userId = world.annotators[person === 0 ? 0 : 1].id
      const facts = { task, userId, taxonomyVersionId: world.taxonomy.id, activeMs: 1000 * (ids.length + 1) }
      ids.push((await createAnnotation(db, { ...facts, answer })).annotation.id)
    }
  }
  return { ...world, ids }
}

async function report({ project, admin }: LabellingProject) {
  const { db } = await testDatabase()
  return getAgreement({ ctx: contextFor(db, admin), input: { projectId: project.id } })
}

test('[AG4] [AG5] gives the figures of a small worked case', async () => {
  // Values a a | b b | a b | tie tie: n = 8, n_a = 3, n_b = 3, n_tie = 2; D_o = 2/8, D_e = (64 − 22) / 56 = 3/4; α = 2/3.
  const world = await answered([
    ['A', 'A'],
    ['B', 'B'],
    ['A', 'B'],
    ['tie_good', 'tie_bad'],
  ])
  const { preference, ...figures } = await report(world)
  expect(preference.alpha.value).toBeCloseTo(2 / 3, 12)
  expect(preference.percent.value).toBe(0.75)
  expect(figures).toMatchObject({ annotations: 8, annotators: 2, pairsCompared: 4, disagreements: 1 })
  expect(figures.votes).toEqual({ left: 3, right: 3, tie_good: 1, tie_bad: 1 })
  expect(figures.leftShare).toMatchObject({ value: 0.5, ratings: 6 })
  expect(figures.medianActiveMs).toBe(4500)
})

test('counts votes as the sides stood on the screen: a blind reviewer who votes learns nothing of A and B', async () => {
  const { db } = await testDatabase()
  const world = await answered([
    ['A', 'B'],
    ['A', 'A'],
  ])
  const userId = world.annotators[1].id
  await db.assignment.updateMany({ where: { projectId: world.project.id, userId }, data: { leftSide: 'B' } })
  expect((await report(world)).votes).toEqual({ left: 3, right: 1, tie_good: 0, tie_bad: 0 })
})

test('[AG9] measures a label over both sides of every pair', async () => {
  const { db } = await testDatabase()
  const world = await createLabellingProject(db, { tasks: 2 })
  const [first, second] = world.annotators
  const mark = {
    frameIndex: 0,
    ptsUs: 0,
    labelKey: 'motion_blur',
    box: null,
    proposalId: null,
    trackId: null,
    interpolated: false,
  }
  const [pair, other] = world.pairs
  const [task, otherTask] = world.tasks
  if (!pair || !other || !task || !otherTask) throw new Error('two tasks')
  const blurred: Answer = {
    ...EMPTY_ANSWER,
    preference: 'B',
    marks: [{ ...mark, id: crypto.randomUUID(), side: 'A' }],
    clean: [{ side: 'B', frameIndex: pair.frameIndexB }],
  }
  const taxonomyVersionId = world.taxonomy.id
  await createAnnotation(db, { task, userId: first.id, taxonomyVersionId, answer: blurred })
  await createAnnotation(db, {
    task,
    userId: second.id,
    taxonomyVersionId,
    answer: { ...blurred, marks: [{ ...mark, id: crypto.randomUUID(), side: 'A' }] },
  })
  for (const userId of [first.id, second.id])
    await createAnnotation(db, { task: otherTask, userId, taxonomyVersionId, answer: cleanAnswer(other) })
  const { labels } = await report(world)
  const blur = labels.find(({ labelKey }) => labelKey === 'motion_blur')
  expect(blur).toMatchObject({ alpha: { value: 1, items: 4, ratings: 8 }, prevalence: 0.25 })
  // Nobody names the others: no variation, so [AG6] leaves them undefined.
  expect(labels.find(({ labelKey }) => labelKey === 'extra_limbs')).toMatchObject({
    alpha: { value: null, ci95: null, items: 4 },
    prevalence: 0,
  })
})

test('[AG6] says nothing where no pair has two answers', async () => {
  const { db } = await testDatabase()
  const world = await createLabellingProject(db, { tasks: 1 })
  const [task] = world.tasks
  const [pair] = world.pairs
  if (!task || !pair) throw new Error('one task')
  const facts = { task, userId: world.annotators[0].id, taxonomyVersionId: world.taxonomy.id }
  await createAnnotation(db, { ...facts, answer: cleanAnswer(pair) })
  const { preference, annotations, pairsCompared, leftShare } = await report(world)
  expect(preference).toMatchObject({ alpha: { value: null, ci95: null }, percent: { value: null } })
  expect({ annotations, pairsCompared, leftShare: leftShare.value }).toEqual({
    annotations: 1,
    pairsCompared: 0,
    leftShare: null,
  })
})

test('is for reviewers and admins of the project alone', async () => {
  const { db } = await testDatabase()
  const world = await answered([['A', 'A']])
  const input = { projectId: world.project.id }
  await expect(getAgreement({ ctx: contextFor(db, world.reviewer), input })).resolves.toMatchObject({ annotations: 2 })
  await expect(getAgreement({ ctx: contextFor(db, world.annotators[0]), input })).rejects.toMatchObject({
    code: 'forbidden',
  })
  const stranger = await createMember(db, (await createProject(db)).id, 'admin')
  await expect(getAgreement({ ctx: contextFor(db, stranger), input })).rejects.toMatchObject({ code: 'not-found' })
})

test('freezes the figures once, also when many ask at the same time', async () => {
  const { db } = await testDatabase()
  const world = await answered([
    ['A', 'A'],
    ['B', 'A'],
  ])
  const reports = await Promise.all(Array.from({ length: 6 }, () => report(world)))
  expect(new Set(reports.map(({ computedAt }) => computedAt)).size).toBe(1)
  expect(await report(world)).toEqual(reports[0])
  expect(await db.agreementRun.count({ where: { projectId: world.project.id } })).toBe(1)
})

test('a correction counts in place of the original, a returned answer not at all', async () => {
  const { db } = await testDatabase()
  const world = await answered([
    ['A', 'A'],
    ['B', 'B'],
    ['A', 'B'],
  ])
  const before = await report(world)
  expect(before).toMatchObject({ disagreements: 1, annotations: 6 })
  const ctx = contextFor(db, world.reviewer)
  const review = { projectId: world.project.id, operationId: crypto.randomUUID(), comment: '', answer: null }
  const [wrong, returned] = [world.ids[5], world.ids[0]]
  const pair = world.pairs[2]
  if (!wrong || !returned || !pair) throw new Error('six answers')
  // Everybody of this world saw A on the left.
  const answer = cleanScreenAnswer(pair, { preference: 'left' })
  await reviewAnnotation({ ctx, input: { ...review, annotationId: wrong, verdict: 'correct', answer } })
  const corrected = await report(world)
  expect(corrected).toMatchObject({ disagreements: 0, annotations: 6, annotators: 2 })
  expect(corrected.preference.alpha.value).toBe(1)
  const operationId = crypto.randomUUID()
  const back = { ...review, operationId, annotationId: returned, verdict: 'return' as const, comment: 'Look again.' }
  await reviewAnnotation({ ctx, input: back })
  expect(await report(world)).toMatchObject({ annotations: 5, pairsCompared: 2 })
})
