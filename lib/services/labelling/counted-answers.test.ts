import { expect, test } from 'vitest'
import { EMPTY_ANSWER, type ScreenPreference } from '@/lib/domain/labelling'
import type { Asks, User } from '@/lib/platform/db'
import {
  cleanAnswer,
  cleanScreenAnswer,
  contextFor,
  createAnnotation,
  createLabellingProject,
  createMember,
} from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { claimNext } from './claim-next'
import { type AnswersWanted, countAnswers, countedAnswers, hasAnswers } from './counted-answers'
import { releaseTask } from './release-task'
import { reopenAnnotation } from './reopen-annotation'
import { reviewAnnotation } from './review-annotation'
import { submitAnnotation } from './submit-annotation'

const { db } = await testDatabase()

const WHICH = ['first', 'own', 'current'] as const

/** One pair, and ann who has claimed it. */
async function claimedPair() {
  const world = await createLabellingProject(db, { tasks: 1, overlap: 1 })
  const [pair] = world.pairs
  if (!pair) throw new Error('no pair')
  const projectId = world.project.id
  const other = await createMember(db, projectId, 'reviewer')
  const ctx = contextFor(db, world.annotators[0])

  const claim = async () => {
    const { assignment } = await claimNext({ ctx, input: { projectId, exclude: [] } })
    if (!assignment) throw new Error('nothing was handed out')
    return assignment
  }
  const submit = async (preference: ScreenPreference) => {
    const { id: assignmentId, fence } = await claim()
    const operationId = crypto.randomUUID()
    const answer = cleanScreenAnswer(pair, { preference })
    const { annotationId } = await submitAnnotation({
      ctx,
      input: { assignmentId, fence, operationId, answer, activeMs: 10 },
    })
    return { annotationId, takeBack: () => reopenAnnotation({ ctx, input: { assignmentId, operationId } }) }
  }
  const review = (reviewer: User, annotationId: string, verdict: 'accept' | 'correct' | 'return') => {
    const answer = verdict === 'correct' ? cleanScreenAnswer(pair, { preference: 'right' }) : null
    const input = { projectId, annotationId, verdict, operationId: crypto.randomUUID(), comment: 'Look again.', answer }
    return reviewAnnotation({ ctx: contextFor(db, reviewer), input })
  }
  return { ...world, projectId, pair, other, ctx, claim, submit, review }
}

async function idsOf(wanted: AnswersWanted): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`SELECT id FROM (${countedAnswers(wanted)}) AS answer ORDER BY id`
  return rows.map(({ id }) => id)
}

function speaking(projectId: string, asOf?: Date) {
  return Promise.all(WHICH.map((which) => idsOf({ projectId, which, ...(asOf && { asOf }) })))
}

test('[CO2] the example: first, own and current, step by step', async () => {
  const { projectId, reviewer, other, submit, review } = await claimedPair()
  expect(await speaking(projectId)).toEqual([[], [], []])
  const o1 = await submit('left')
  expect(await speaking(projectId)).toEqual([[o1.annotationId], [o1.annotationId], [o1.annotationId]])
  await o1.takeBack()
  const o2 = (await submit('left')).annotationId
  expect(await speaking(projectId)).toEqual([[o2], [o2], [o2]])
  await review(reviewer, o2, 'return')
  expect(await speaking(projectId)).toEqual([[], [], []])
  const o3 = (await submit('right')).annotationId
  expect(await speaking(projectId)).toEqual([[o2], [o3], [o3]])
  const { resultAnnotationId: c4 } = await review(other, o3, 'correct')
  expect(await speaking(projectId)).toEqual([[o2], [o3], [c4]])
})

test('[CO2] an answer that was accepted is the first, and stays it when somebody corrects it later', async () => {
  const { projectId, reviewer, submit, review } = await claimedPair()
  const { annotationId } = await submit('left')
  await review(reviewer, annotationId, 'accept')
  expect(await speaking(projectId)).toEqual([[annotationId], [annotationId], [annotationId]])
})

test('[CO2] a correction without a review beside it is a reviewer’s all the same', async () => {
  const { projectId, reviewer, submit } = await claimedPair()
  const { annotationId } = await submit('left')
  const { id: _, ...given } = await db.annotation.findUniqueOrThrow({ where: { id: annotationId } })
  const facts = { kind: 'correction' as const, supersedesId: annotationId, authorId: reviewer.id }
  const correction = await db.annotation.create({
    data: { ...given, ...facts, operationId: crypto.randomUUID(), createdAt: new Date(Date.now() + 1000) },
  })
  expect(await speaking(projectId)).toEqual([[annotationId], [annotationId], [correction.id]])
})

test('[CO1] what is claimed, taken back or given back is no answer', async () => {
  const { projectId, ctx, claim, submit } = await claimedPair()
  await claim()
  expect(await countAnswers(db, { projectId })).toBe(0)
  const { takeBack } = await submit('left')
  expect(await countAnswers(db, { projectId })).toBe(1)
  expect(await hasAnswers(db, { projectId })).toBe(true)
  const { id: assignmentId, fence } = await takeBack()
  expect(await countAnswers(db, { projectId })).toBe(0)
  await releaseTask({ ctx, input: { assignmentId, fence } })
  expect(await speaking(projectId)).toEqual([[], [], []])
  expect(await hasAnswers(db, { projectId })).toBe(false)
})

test('[CO2] as of an instant, what was made later is not known', async () => {
  const { projectId, reviewer, submit, review } = await claimedPair()
  const { annotationId } = await submit('left')
  const { createdAt } = await db.annotation.findUniqueOrThrow({ where: { id: annotationId } })
  const { resultAnnotationId } = await review(reviewer, annotationId, 'correct')
  const later = await db.annotation.findUniqueOrThrow({ where: { id: resultAnnotationId ?? '' } })
  expect(later.createdAt.getTime()).toBeGreaterThan(createdAt.getTime())
  expect(await speaking(projectId, createdAt)).toEqual([[annotationId], [annotationId], [annotationId]])
  expect(await speaking(projectId, later.createdAt)).toEqual([[annotationId], [annotationId], [resultAnnotationId]])
  expect(await speaking(projectId, new Date(createdAt.getTime() - 1))).toEqual([[], [], []])
})

test('[CO3] a reader names what the tasks ask, under which conditions, and of which pairs', async () => {
  const world = await createLabellingProject(db, { tasks: 4, overlap: 1 })
  const projectId = world.project.id
  const asked: Asks[] = ['preference', 'attribution', 'both', 'both']
  const ids: string[] = []
  for (const [place, task] of world.tasks.entries()) {
    const pair = world.pairs[place]
    if (!pair) throw new Error('a pair for each task')
    const data = { asks: asked[place] ?? 'both', arm: place === 2 ? ('hide' as const) : ('show' as const) }
    await db.task.update({ where: { id: task.id }, data: { ...data, holdout: place === 2 } })
    const facts = { task, userId: world.annotators[0].id, taxonomyVersionId: world.taxonomy.id }
    ids.push((await createAnnotation(db, { ...facts, answer: cleanAnswer(pair) })).annotation.id)
  }
  const found = async (wanted: Partial<AnswersWanted>) =>
    (await idsOf({ projectId, which: 'current', ...wanted })).map((id) => ids.indexOf(id)).sort()
  expect(await found({})).toEqual([0, 1, 2, 3])
  expect(await found({ asks: 'preference' })).toEqual([0, 2, 3])
  expect(await found({ asks: 'attribution' })).toEqual([1, 2, 3])
  expect(await found({ scope: 'hidden' })).toEqual([2])
  expect(await found({ scope: 'holdout' })).toEqual([2])
  expect(await found({ pairIds: [world.pairs[0]?.id ?? '', world.pairs[3]?.id ?? ''] })).toEqual([0, 3])
  expect(await found({ taskId: world.tasks[1]?.id ?? '' })).toEqual([1])
  await db.assignment.updateMany({ where: { taskId: world.tasks[2]?.id ?? '' }, data: { sawProposals: true } })
  expect(await found({ scope: 'hidden' })).toEqual([])
  expect(await countAnswers(db, { projectId, scope: 'holdout' })).toBe(0)
})

test('[CO5] the first own answer of an assignment that reveals speaks in no case', async () => {
  const { projectId, submit } = await claimedPair()
  const { annotationId } = await submit('left')
  const { assignmentId } = await db.annotation.findUniqueOrThrow({ where: { id: annotationId } })
  await db.assignment.update({ where: { id: assignmentId }, data: { arm: 'reveal', revealedAt: new Date() } })
  const kept = { answer: EMPTY_ANSWER, activeMs: 5, operationId: crypto.randomUUID() }
  await db.firstAnswer.create({ data: { assignmentId, ...kept } })
  expect(await speaking(projectId)).toEqual([[annotationId], [annotationId], [annotationId]])
})
