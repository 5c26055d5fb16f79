import { expect, test } from 'vitest'
import { type Answer, EMPTY_ANSWER } from '@/lib/domain/labelling'
import { defaultTaxonomy } from '@/lib/domain/taxonomy'
import { reviewAnnotation } from '@/lib/services/labelling'
import { publishTaxonomy, saveDraft } from '@/lib/services/taxonomy'
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

/** Two people answer each pair; `votes` contains the answers of the first and the second. */
async function answered(
  votes: readonly (readonly [Answer['preference'], Answer['preference']])[],
): Promise<LabellingProject & { ids: string[] }> {
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
  // No one names the others: no variation, so [AG6] leaves them undefined.
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

test('[AG12] two people who are corrected alike agree after review, and not before', async () => {
  const { db } = await testDatabase()
  const world = await answered([
    ['A', 'B'],
    ['B', 'A'],
    ['A', 'A'],
    ['B', 'B'],
  ])
  const before = await report(world)
  expect(before).toMatchObject({ disagreements: 2, annotations: 8, afterReview: { changed: 0, disagreements: 2 } })
  expect(before.afterReview.preference).toEqual(before.preference)
  const ctx = contextFor(db, world.reviewer)
  const review = { projectId: world.project.id, comment: '', verdict: 'correct' as const }
  for (const place of [0, 1]) {
    const pair = world.pairs[place]
    if (!pair) throw new Error('four pairs')
    for (const annotationId of world.ids.slice(place * 2, place * 2 + 2)) {
      const answer = cleanScreenAnswer(pair, { preference: 'left' })
      await reviewAnnotation({ ctx, input: { ...review, annotationId, operationId: crypto.randomUUID(), answer } })
    }
  }
  const { computedAt: _, afterReview, ...first } = await report(world)
  expect(before).toMatchObject(first)
  expect(afterReview).toMatchObject({ changed: 4, disagreements: 0, pairsCompared: 4 })
  expect(afterReview.preference).toMatchObject({ alpha: { value: 1 }, percent: { value: 1 } })
})

test('[CO1] [CO3] an answer that was sent back is none, in neither figure', async () => {
  const { db } = await testDatabase()
  const world = await answered([
    ['A', 'A'],
    ['B', 'B'],
    ['A', 'B'],
  ])
  const ctx = contextFor(db, world.reviewer)
  const about = { projectId: world.project.id, annotationId: world.ids[0] ?? '', operationId: crypto.randomUUID() }
  await reviewAnnotation({ ctx, input: { ...about, verdict: 'return', comment: 'Look again.', answer: null } })
  expect(await report(world)).toMatchObject({
    annotations: 5,
    pairsCompared: 2,
    afterReview: { pairsCompared: 2, changed: 0 },
  })
})

/** Two people's words on the labels of side A of each pair. */
async function labelled(taxonomyVersionId: string, world: LabellingProject, named: readonly (readonly string[])[]) {
  const { db } = await testDatabase()
  for (const [place, labels] of named.entries()) {
    const [task, pair] = [world.tasks[place], world.pairs[place]]
    if (!task || !pair) throw new Error('one task a pair')
    for (const [person, labelKey] of labels.entries()) {
      const userId = world.annotators[person === 0 ? 0 : 1].id
      const at = { frameIndex: pair.frameIndexA, ptsUs: Number(pair.timestampUs) }
      const rest = { box: { x: 0, y: 0, w: 1, h: 1 }, proposalId: null, trackId: null, interpolated: false }
      const answer: Answer = {
        ...EMPTY_ANSWER,
        preference: 'B',
        marks: labelKey === 'none' ? [] : [{ id: crypto.randomUUID(), side: 'A', labelKey, ...at, ...rest }],
        clean: [{ side: 'B', frameIndex: pair.frameIndexB }],
      }
      await createAnnotation(db, { task, userId, taxonomyVersionId, answer })
    }
  }
}

test('[AG9] pairs that ask for a preference alone change no figure of a label', async () => {
  const { db } = await testDatabase()
  const world = await createLabellingProject(db, { tasks: 12 })
  await labelled(world.taxonomy.id, world, [
    ['extra_limbs', 'none'],
    ['none', 'extra_limbs'],
    ['extra_limbs', 'extra_limbs'],
    ['none', 'none'],
  ])
  const before = await report(world)
  for (const [place, task] of world.tasks.entries()) {
    const pair = world.pairs[place]
    if (place < 4 || !pair) continue
    await db.task.update({ where: { id: task.id }, data: { asks: 'preference' } })
    for (const { id: userId } of world.annotators) {
      const answer = { ...EMPTY_ANSWER, preference: 'A' as const }
      await createAnnotation(db, { task, userId, taxonomyVersionId: world.taxonomy.id, answer })
    }
  }
  const after = await report(world)
  expect(after.annotations).toBe(before.annotations + 16)
  expect(after.labels).toEqual(before.labels)
  expect(after.labels.find(({ labelKey }) => labelKey === 'extra_limbs')).toMatchObject({
    alpha: { items: 8, ratings: 16 },
    prevalence: 0.25,
  })
})

test('[AG13] [CO4] a label keeps its figures under a new key, and of a new one older answers say nothing', async () => {
  const { db } = await testDatabase()
  const world = await createLabellingProject(db, { tasks: 3 })
  await labelled(world.taxonomy.id, world, [
    ['extra_limbs', 'extra_limbs'],
    ['none', 'extra_limbs'],
    ['none', 'none'],
  ])
  const before = await report(world)
  const tree = structuredClone(defaultTaxonomy)
  const [aspect] = tree.aspects
  const known = aspect?.labels.find(({ key }) => key === 'extra_limbs')
  if (!aspect || !known) throw new Error('no such label')
  known.key = 'surplus_limbs'
  aspect.labels.push({ ...known, key: 'flicker', name: 'Flicker', glyph: 'Fl', hotkey: 'f', spatial: false })
  const ctx = contextFor(db, world.admin)
  const projectId = world.project.id
  const draft = await saveDraft({ ctx, input: { projectId, revision: world.taxonomy.revision, tree } })
  await publishTaxonomy({ ctx, input: { projectId, revision: draft.revision } })
  const after = await report(world)
  const of = ({ labels }: typeof before, key: string) => labels.find(({ labelKey }) => labelKey === key)
  expect(of(before, 'extra_limbs')?.alpha).toMatchObject({ items: 6, ratings: 12 })
  expect(of(after, 'surplus_limbs')?.alpha).toEqual(of(before, 'extra_limbs')?.alpha)
  expect(of(after, 'surplus_limbs')?.prevalence).toBe(of(before, 'extra_limbs')?.prevalence)
  expect(of(after, 'extra_limbs')).toBeUndefined()
  expect(of(after, 'flicker')).toMatchObject({ alpha: { value: null, items: 0, ratings: 0 }, prevalence: null })
})
