import { expect, test } from 'vitest'
import { toScreenAnswer } from '@/lib/domain/labelling'
import { cleanAnswer, contextFor, createAnnotation, createLabellingProject, createMember } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { SUMMARY_INCLUDE } from './annotation-summary'
import { claimNext } from './claim-next'
import { getAnnotation } from './get-annotation'
import { listAnnotations } from './list-annotations'
import { queueStatus } from './queue-status'
import { reviewAnnotation } from './review-annotation'
import { submitAnnotation } from './submit-annotation'

const { db } = await testDatabase()

async function answered() {
  const world = await createLabellingProject(db, { tasks: 1, overlap: 1 })
  const [pair] = world.pairs
  const [task] = world.tasks
  if (!pair || !task) throw new Error('no task')
  const [ann, bob] = world.annotators
  const given = { task, userId: ann.id, taxonomyVersionId: world.taxonomy.id, answer: cleanAnswer(pair) }
  const { annotation, assignment } = await createAnnotation(db, given)
  const answer = toScreenAnswer(given.answer, assignment.leftSide)
  const projectId = world.project.id
  const where = { projectId, annotationId: annotation.id }
  const review = (verdict: 'accept' | 'correct' | 'return', changes: object = {}) => ({
    ...where,
    operationId: crypto.randomUUID(),
    verdict,
    comment: '',
    answer: null,
    ...changes,
  })
  return { world, projectId, pair, task, ann, bob, answer, annotation, assignment, where, review }
}

test('[AN13] accepting leaves the answer as it is, once, and audits', async () => {
  const { world, annotation, review } = await answered()
  const ctx = contextFor(db, world.reviewer)
  const { reviewId, resultAnnotationId } = await reviewAnnotation({ ctx, input: review('accept') })
  expect(resultAnnotationId).toBeNull()
  expect(await db.review.findUnique({ where: { id: reviewId } })).toMatchObject({
    verdict: 'accept',
    annotationId: annotation.id,
    reviewerId: world.reviewer.id,
  })
  const audits = await db.auditEvent.findMany({ where: { entityId: annotation.id, verb: 'annotation.review' } })
  expect(audits.map(({ actorId }) => actorId)).toEqual([world.reviewer.id])
  const again = reviewAnnotation({ ctx: contextFor(db, world.admin), input: review('accept') })
  await expect(again).rejects.toMatchObject({ code: 'conflict', reason: 'already-reviewed' })
})

test('[AN12] [AN13] a correction stands in place of the answer, which stays as it was', async () => {
  const { world, projectId, answer, annotation, review, where } = await answered()
  const ctx = contextFor(db, world.reviewer)
  const corrected = { ...answer, preference: 'left' as const }
  const { resultAnnotationId } = await reviewAnnotation({ ctx, input: review('correct', { answer: corrected }) })
  const result = await getAnnotation({ ctx, input: { projectId, annotationId: resultAnnotationId ?? '' } })
  expect(result).toMatchObject({
    kind: 'correction',
    preference: 'left',
    review: 'correct',
    author: world.reviewer.name,
  })
  expect((await getAnnotation({ ctx, input: where })).answer).toEqual(answer)
  const { items } = await listAnnotations({ ctx, input: { projectId, limit: 50 } })
  expect(items.map(({ id }) => id)).toEqual([resultAnnotationId])
  const stale = reviewAnnotation({ ctx: contextFor(db, world.admin), input: review('accept') })
  await expect(stale).rejects.toMatchObject({ code: 'conflict' })
  expect(await db.annotation.findUnique({ where: { id: annotation.id } })).toMatchObject({ preference: 'tie_good' })
})

test('[QU12] [QU13] [AN12] a returned answer waits for its author, who submits it anew', async () => {
  const { world, projectId, ann, bob, answer, annotation, assignment, task, review } = await answered()
  const reviewer = contextFor(db, world.reviewer)
  const author = contextFor(db, ann)
  await reviewAnnotation({ ctx: reviewer, input: review('return', { comment: 'Look at the left hand.' }) })
  expect(await db.task.findUnique({ where: { id: task.id } })).toMatchObject({ state: 'open', taken: 1, answered: 0 })
  expect(await queueStatus({ ctx: author, input: { projectId } })).toMatchObject({ returned: 1, available: 1 })
  const nobody = await claimNext({ ctx: contextFor(db, bob), input: { projectId, exclude: [] } })
  expect(nobody.assignment).toBeNull()
  const back = (await claimNext({ ctx: author, input: { projectId, exclude: [] } })).assignment
  if (!back) throw new Error('nothing was handed out')
  expect(back).toMatchObject({ id: assignment.id, returnComment: 'Look at the left hand.', draft: answer })
  const sixDays = new Date(Date.now() + 6 * 24 * 3600_000)
  expect(new Date(back.leaseUntil) > sixDays).toBe(true)
  const { annotationId } = await submitAnnotation({
    ctx: author,
    input: {
      assignmentId: back.id,
      fence: back.fence,
      operationId: crypto.randomUUID(),
      answer: { ...answer, preference: 'right' },
      activeMs: 1,
    },
  })
  expect(await db.annotation.findUnique({ where: { id: annotationId } })).toMatchObject({ supersedesId: annotation.id })
  expect(await db.task.findUnique({ where: { id: task.id } })).toMatchObject({ state: 'done', taken: 1, answered: 1 })
  const waiting = await listAnnotations({ ctx: reviewer, input: { projectId, limit: 50, review: 'waiting' } })
  expect(waiting.items.map(({ id }) => id)).toEqual([annotationId])
})

test('a list counts the marks and names their labels; the marks come with one annotation alone', async () => {
  const { projectId, ann, annotation, where } = await answered()
  const ctx = contextFor(db, ann)
  const listed = async () => (await listAnnotations({ ctx, input: { projectId, limit: 50 } })).items
  expect(await listed()).toMatchObject([{ marks: 0, labels: [] }])
  const mark = { annotationId: annotation.id, side: 'A' as const, frameIndex: 0, ptsUs: 0n }
  await db.mark.createMany({
    data: ['motion_blur', 'extra_limbs', 'motion_blur'].map((labelKey) => ({
      id: crypto.randomUUID(),
      labelKey,
      ...mark,
    })),
  })
  const summary = { marks: 3, labels: ['extra_limbs', 'motion_blur'] }
  expect(await listed()).toMatchObject([summary])
  const opened = await getAnnotation({ ctx, input: where })
  expect(opened).toMatchObject(summary)
  expect(opened.answer.marks).toHaveLength(3)
  expect(SUMMARY_INCLUDE).not.toHaveProperty('marks')
})

test('[AN13] names what a review lacks', async () => {
  const { world, review, answer } = await answered()
  const ctx = contextFor(db, world.reviewer)
  const refused = (input: ReturnType<typeof review>) =>
    expect(reviewAnnotation({ ctx, input })).rejects.toMatchObject({ code: 'invalid' })
  await refused(review('return'))
  await refused(review('correct'))
  await refused(review('accept', { answer }))
  await refused(review('correct', { answer: { ...answer, preference: null } }))
  expect(await db.review.count({ where: { projectId: world.project.id } })).toBe(0)
})

test('[AN14] refuses annotators, strangers and the author', async () => {
  const { world, bob, review, projectId } = await answered()
  const elsewhere = await createLabellingProject(db)
  const as = (person: { id: string }) => reviewAnnotation({ ctx: contextFor(db, person), input: review('accept') })
  await expect(as(bob)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(as(elsewhere.admin)).rejects.toMatchObject({ code: 'not-found' })
  const foreign = { ...review('accept'), projectId: elsewhere.project.id }
  const astray = reviewAnnotation({ ctx: contextFor(db, elsewhere.admin), input: foreign })
  await expect(astray).rejects.toMatchObject({ code: 'not-found' })
  const own = await createAnnotation(db, {
    task: (await createLabellingTask(projectId, world)) ?? neverTask(),
    userId: world.reviewer.id,
    taxonomyVersionId: world.taxonomy.id,
    answer: cleanAnswer(world.pairs[0] ?? neverTask()),
  })
  const self = { ...review('accept'), annotationId: own.annotation.id }
  const call = reviewAnnotation({ ctx: contextFor(db, world.reviewer), input: self })
  await expect(call).rejects.toMatchObject({ code: 'forbidden', message: expect.stringContaining('your own') })
})

test('[QU14] replaying a review gives the first result; two reviewers at once: one wins', async () => {
  const { world, review, answer } = await answered()
  const other = await createMember(db, world.project.id, 'reviewer')
  const input = review('correct', { answer: { ...answer, preference: 'left' } })
  const ctx = contextFor(db, world.reviewer)
  const settled = await Promise.allSettled([
    reviewAnnotation({ ctx, input }),
    reviewAnnotation({ ctx: contextFor(db, other), input: review('accept') }),
    reviewAnnotation({ ctx: contextFor(db, world.admin), input: review('return', { comment: 'Why?' }) }),
  ])
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await db.review.count({ where: { projectId: world.project.id } })).toBe(1)
  const fresh = await answered()
  const once = fresh.review('accept')
  const reviewer = contextFor(db, fresh.world.reviewer)
  const first = await reviewAnnotation({ ctx: reviewer, input: once })
  expect(await reviewAnnotation({ ctx: reviewer, input: once })).toEqual(first)
})

test('annotators see their own answers alone; reviewers see all and step through those that wait', async () => {
  const world = await createLabellingProject(db, { tasks: 2 })
  const [ann, bob] = world.annotators
  const [task, other] = world.tasks
  const [pair] = world.pairs
  if (!task || !other || !pair) throw new Error('no task')
  const projectId = world.project.id
  const at = (second: number) => new Date(Date.UTC(2026, 2, 1, 12, 0, second))
  const about = { taxonomyVersionId: world.taxonomy.id, answer: cleanAnswer(pair) }
  const first = await createAnnotation(db, { ...about, task, userId: ann.id, createdAt: at(1) })
  const second = await createAnnotation(db, { ...about, task, userId: bob.id, createdAt: at(2) })
  const third = await createAnnotation(db, { ...about, task: other, userId: ann.id, createdAt: at(3) })
  const ids = async (person: { id: string }, filter: { review?: 'waiting' | 'reviewed'; mine?: boolean } = {}) => {
    const page = await listAnnotations({ ctx: contextFor(db, person), input: { projectId, limit: 50, ...filter } })
    return page.items.map(({ id }) => id)
  }
  const [one, two, three] = [first.annotation.id, second.annotation.id, third.annotation.id]
  expect(await ids(ann)).toEqual([three, one])
  expect(await ids(world.reviewer)).toEqual([three, two, one])
  expect(await ids(world.reviewer, { mine: true })).toEqual([])
  const open = (person: { id: string }, annotationId: string) =>
    getAnnotation({ ctx: contextFor(db, person), input: { projectId, annotationId } })
  await expect(open(ann, two)).rejects.toMatchObject({ code: 'not-found' })
  expect(await open(ann, one)).toMatchObject({ author: ann.name, nextWaitingId: null })
  expect((await open(world.reviewer, two)).nextWaitingId).toBe(one)
  expect((await open(world.reviewer, one)).nextWaitingId).toBe(three)
  const generators = await db.generator.findMany({ where: { projectId } })
  const text = JSON.stringify(await open(world.reviewer, two))
  for (const { id, name } of generators) {
    expect(text).not.toContain(name)
    expect(text).not.toContain(id)
  }
})

async function createLabellingTask(projectId: string, { tasks }: { tasks: { id: string; projectId: string }[] }) {
  const [task] = tasks
  await db.task.update({ where: { id: task?.id }, data: { overlap: 2, state: 'open' } })
  return db.task.findFirst({ where: { projectId } })
}

function neverTask(): never {
  throw new Error('no task')
}
