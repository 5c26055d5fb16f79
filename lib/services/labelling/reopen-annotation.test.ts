import { expect, test } from 'vitest'
import { cleanScreenAnswer, contextFor, createLabellingProject } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { claimNext } from './claim-next'
import { releaseTask } from './release-task'
import { reopenAnnotation } from './reopen-annotation'
import { reviewAnnotation } from './review-annotation'
import { submitAnnotation } from './submit-annotation'

const { db } = await testDatabase()

async function submitted() {
  const world = await createLabellingProject(db, { tasks: 1, overlap: 1 })
  const [pair] = world.pairs
  const [task] = world.tasks
  if (!pair || !task) throw new Error('no task')
  const [ann, bob] = world.annotators
  const ctx = contextFor(db, ann)
  const projectId = world.project.id
  const { assignment } = await claimNext({ ctx, input: { projectId, exclude: [] } })
  if (!assignment) throw new Error('nothing was handed out')
  const operationId = crypto.randomUUID()
  const answer = cleanScreenAnswer(pair, { comment: 'sent too early' })
  const where = { assignmentId: assignment.id, operationId }
  const submission = { ...where, fence: assignment.fence, answer, activeMs: 10 }
  const { annotationId } = await submitAnnotation({ ctx, input: submission })
  return { world, projectId, task, ann, bob, ctx, assignment, answer, where, submission, annotationId }
}

test('[QU13] [QU15] the answer is the draft of a new claim, does not count, and the task waits again', async () => {
  const { task, ann, ctx, assignment, answer, where, annotationId } = await submitted()
  expect(await db.task.findUnique({ where: { id: task.id } })).toMatchObject({ state: 'done', answered: 1 })
  const view = await reopenAnnotation({ ctx, input: where })
  expect(view).toMatchObject({ state: 'claimed', fence: assignment.fence + 1, draft: answer, draftRevision: 1 })
  expect(new Date(view.leaseUntil).getTime()).toBeGreaterThan(Date.now())
  expect(await db.task.findUnique({ where: { id: task.id } })).toMatchObject({ state: 'open', answered: 0, taken: 1 })
  const audits = await db.auditEvent.findMany({ where: { entityId: annotationId, verb: 'annotation.reopen' } })
  expect(audits.map(({ actorId }) => actorId)).toEqual([ann.id])
})

test('[QU15] the next submission supersedes it; then only that one can be taken back', async () => {
  const { task, ctx, submission, where, annotationId } = await submitted()
  const { fence } = await reopenAnnotation({ ctx, input: where })
  await expect(
    submitAnnotation({ ctx, input: { ...submission, operationId: crypto.randomUUID() } }),
  ).rejects.toMatchObject({ reason: 'lease-lost' })
  expect(await submitAnnotation({ ctx, input: submission })).toEqual({ annotationId })
  const operationId = crypto.randomUUID()
  const second = await submitAnnotation({ ctx, input: { ...submission, fence, operationId } })
  expect(await db.annotation.findUnique({ where: { id: second.annotationId } })).toMatchObject({
    supersedesId: annotationId,
    kind: 'original',
  })
  expect(await db.task.findUnique({ where: { id: task.id } })).toMatchObject({ state: 'done', answered: 1, taken: 1 })
  await expect(reopenAnnotation({ ctx, input: where })).rejects.toMatchObject({ reason: 'not-current' })
  expect(await reopenAnnotation({ ctx, input: { ...where, operationId } })).toMatchObject({ state: 'claimed' })
})

test('[QU15] replaying gives the assignment again; of many at once one takes it back', async () => {
  const { task, ctx, assignment, where } = await submitted()
  const views = await Promise.all([1, 2, 3].map(() => reopenAnnotation({ ctx, input: where })))
  expect(views.map(({ fence, state }) => [fence, state])).toEqual(views.map(() => [assignment.fence + 1, 'claimed']))
  expect(await db.task.findUnique({ where: { id: task.id } })).toMatchObject({ answered: 0, taken: 1 })
  expect(await db.auditEvent.count({ where: { verb: 'annotation.reopen', projectId: assignment.projectId } })).toBe(1)
})

test('[QU15] refuses after the lease, after a review, after giving it back, and of a closed task, and says which', async () => {
  const late = await submitted()
  const muchLater = contextFor(db, late.ann, { now: () => new Date(Date.now() + 3_600_000) })
  const refused = reopenAnnotation({ ctx: muchLater, input: late.where })
  await expect(refused).rejects.toMatchObject({
    code: 'conflict',
    reason: 'lease-over',
    message: 'The time to take this answer back is over; it counts as you sent it.',
  })

  const reviewed = await submitted()
  const { projectId, annotationId } = reviewed
  const review = { verdict: 'return' as const, comment: 'look at frame 3', answer: null }
  const input = { projectId, annotationId, operationId: crypto.randomUUID(), ...review }
  await reviewAnnotation({ ctx: contextFor(db, reviewed.world.reviewer), input })
  await expect(reopenAnnotation({ ctx: reviewed.ctx, input: reviewed.where })).rejects.toMatchObject({
    reason: 'already-reviewed',
  })

  const closed = await submitted()
  await db.task.update({ where: { id: closed.task.id }, data: { state: 'closed' } })
  await expect(reopenAnnotation({ ctx: closed.ctx, input: closed.where })).rejects.toMatchObject({
    reason: 'task-closed',
  })
  expect(await db.assignment.findUnique({ where: { id: closed.assignment.id } })).toMatchObject({ state: 'submitted' })

  const given = await submitted()
  const { fence } = await reopenAnnotation({ ctx: given.ctx, input: given.where })
  await releaseTask({ ctx: given.ctx, input: { assignmentId: given.assignment.id, fence } })
  await expect(reopenAnnotation({ ctx: given.ctx, input: given.where })).rejects.toMatchObject({ reason: 'lease-over' })
})

test('[QU15] a review and a taking back at once: one of the two', async () => {
  const { world, projectId, task, ctx, where, annotationId } = await submitted()
  const review = { verdict: 'accept' as const, comment: '', answer: null, operationId: crypto.randomUUID() }
  const settled = await Promise.allSettled([
    reopenAnnotation({ ctx, input: where }),
    reviewAnnotation({ ctx: contextFor(db, world.reviewer), input: { projectId, annotationId, ...review } }),
  ])
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const { answered } = await db.task.findUniqueOrThrow({ where: { id: task.id } })
  expect(answered).toBe(await db.review.count({ where: { annotationId } }))
})

test('[QU15] what a reviewer asked for stands again above the answer that replied to it', async () => {
  const { world, projectId, ctx, where, submission, annotationId } = await submitted()
  const review = { verdict: 'return' as const, comment: 'look at frame 3', answer: null }
  const returned = { projectId, annotationId, operationId: crypto.randomUUID(), ...review }
  await reviewAnnotation({ ctx: contextFor(db, world.reviewer), input: returned })
  const reply = { ...submission, fence: submission.fence + 1, operationId: crypto.randomUUID() }
  await submitAnnotation({ ctx, input: reply })
  const view = await reopenAnnotation({ ctx, input: { ...where, operationId: reply.operationId } })
  expect(view.returnComment).toBe('look at frame 3')
})

test('nobody takes back what is not theirs, and no answer under an unknown id', async () => {
  const { world, bob, ctx, ann, where } = await submitted()
  const elsewhere = await createLabellingProject(db)
  for (const person of [bob, world.reviewer, world.admin, elsewhere.annotators[0]]) {
    const call = reopenAnnotation({ ctx: contextFor(db, person), input: where })
    await expect(call).rejects.toMatchObject({ code: 'not-found' })
  }
  const unknown = reopenAnnotation({ ctx, input: { ...where, operationId: crypto.randomUUID() } })
  await expect(unknown).rejects.toMatchObject({ code: 'not-found' })
  await db.membership.updateMany({ where: { userId: ann.id }, data: { state: 'paused' } })
  await expect(reopenAnnotation({ ctx, input: where })).rejects.toMatchObject({ code: 'not-found' })
})
