import { expect, test } from 'vitest'
import type { AssignmentView } from '@/lib/contracts/http/labelling'
import type { ScreenAnswer } from '@/lib/domain/labelling'
import { aliasesFor } from '@/lib/platform/alias'
import { cleanScreenAnswer, contextFor, createLabellingProject, createRun, createRunVideo } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { answerFirst } from './answer-first'
import { getAssignment } from './assignment-view'
import { claimNext } from './claim-next'
import { getAnnotation } from './get-annotation'
import { releaseTask } from './release-task'
import { submitAnnotation } from './submit-annotation'

const { db } = await testDatabase()
const BOX = { x: 0.25, y: 0.25, w: 0.5, h: 0.5 }

/** A claimed reveal task of two clips, each with a score and a proposal. */
async function claimed(settings: Record<string, boolean> = {}) {
  const world = await createLabellingProject(db, { tasks: 2, settings })
  const [pair] = world.pairs
  if (!pair) throw new Error('no pair')
  await db.task.updateMany({ where: { projectId: world.project.id }, data: { arm: 'reveal' } })
  const run = await createRun(db, { projectId: world.project.id })
  for (const id of [pair.videoAId, pair.videoBId]) {
    const video = await db.video.findUniqueOrThrow({ where: { id } })
    const scores = [0, 1].map((frameIndex) => ({ frameIndex, score: 2 }))
    const proposals = [0, 1].map((frameIndex) => ({ frameIndex, labelKey: 'extra_limbs', box: BOX }))
    await createRunVideo(db, { runId: run.id, video, scores, proposals })
  }
  const [ann] = world.annotators
  const ctx = contextFor(db, ann)
  const { assignment } = await claimNext({ ctx, input: { projectId: world.project.id, exclude: [] } })
  if (!assignment) throw new Error('nothing was handed out')
  const { taskId } = await db.assignment.findUniqueOrThrow({ where: { id: assignment.id } })
  const own = world.pairs[world.tasks.findIndex(({ id }) => id === taskId)]
  if (!own) throw new Error('no pair of the task')
  const input = {
    assignmentId: assignment.id,
    fence: assignment.fence,
    operationId: crypto.randomUUID(),
    answer: cleanScreenAnswer(own),
    activeMs: 4000,
  }
  return { world, ann, ctx, assignment, input, pair: own }
}

const shownOf = ({ pair: { sides } }: Pick<AssignmentView, 'pair'>) =>
  [sides.left, sides.right].flatMap(({ proposals, scores }) => [proposals.length, scores.length > 0 ? 1 : 0])
const NOTHING = [0, 0, 0, 0]
const ALL = [1, 1, 1, 1]

test('[QU23] nothing is sent before a first answer is stored; then proposals and scores are, and it is audited', async () => {
  const { ctx, assignment, input, ann, pair } = await claimed()
  expect([assignment.arm, assignment.revealed, shownOf(assignment)]).toEqual(['reveal', false, NOTHING])
  const again = await getAssignment({ ctx, input: { assignmentId: assignment.id } })
  expect(shownOf(again)).toEqual(NOTHING)
  const revealed = await answerFirst({ ctx, input })
  expect([revealed.revealed, revealed.state, shownOf(revealed)]).toEqual([true, 'claimed', ALL])
  const first = await db.firstAnswer.findUniqueOrThrow({ where: { assignmentId: assignment.id } })
  expect(first).toMatchObject({ activeMs: 4000, answer: { preference: 'tie_good' } })
  const { promptId } = await db.pair.findUniqueOrThrow({ where: { id: pair.id } })
  const exposed = await db.promptExposure.findUnique({ where: { userId_promptId: { userId: ann.id, promptId } } })
  expect(exposed).toMatchObject({ sawProposals: true })
  const audits = await db.auditEvent.findMany({ where: { entityId: assignment.id, verb: 'annotation.first-answer' } })
  expect(audits.map(({ actorId }) => actorId)).toEqual([ann.id])
  const submitted = { ...input, operationId: crypto.randomUUID(), answer: { ...input.answer, comment: 'after all' } }
  const { annotationId } = await submitAnnotation({ ctx, input: submitted })
  const final = await db.annotation.findUniqueOrThrow({ where: { id: annotationId } })
  expect([final.comment, (await db.firstAnswer.findMany({ where: { assignmentId: assignment.id } })).length]).toEqual([
    'after all',
    1,
  ])
})

test('[QU23] the first one counts: a replay, another tab and ten at once get what it revealed', async () => {
  const { ctx, assignment, input } = await claimed()
  const say = (operationId: string, comment: string) =>
    answerFirst({ ctx, input: { ...input, operationId, answer: { ...input.answer, comment } } })
  const calls = Array.from({ length: 10 }, (_, index) => say(crypto.randomUUID(), `tab ${index}`))
  for (const view of await Promise.all(calls)) expect(shownOf(view)).toEqual(ALL)
  const kept = await db.firstAnswer.findMany({ where: { assignmentId: assignment.id } })
  expect(kept).toHaveLength(1)
  expect(shownOf(await say(kept[0]?.operationId ?? '', 'replayed'))).toEqual(ALL)
  expect(await db.firstAnswer.findMany({ where: { assignmentId: assignment.id } })).toEqual(kept)
  const where = { assignmentId: assignment.id }
  await expect(db.firstAnswer.update({ where, data: { activeMs: 1 } })).rejects.toThrow(/rows never change/)
  await expect(db.firstAnswer.delete({ where })).rejects.toThrow(/rows never change/)
})

test('[QU26] a first answer says whether its author had got proposals of the family by then', async () => {
  const { world, ctx, assignment, input } = await claimed()
  await answerFirst({ ctx, input })
  await submitAnnotation({ ctx, input: { ...input, operationId: crypto.randomUUID() } })
  const next = await claimNext({ ctx, input: { projectId: world.project.id, exclude: [assignment.id] } })
  if (!next.assignment) throw new Error('nothing was handed out')
  expect(shownOf(next.assignment)).toEqual(NOTHING)
  const { id: assignmentId, fence } = next.assignment
  const { taskId } = await db.assignment.findUniqueOrThrow({ where: { id: assignmentId } })
  const pair = world.pairs[world.tasks.findIndex(({ id }) => id === taskId)]
  if (!pair) throw new Error('no pair of the task')
  const second = { assignmentId, fence, operationId: crypto.randomUUID(), answer: cleanScreenAnswer(pair), activeMs: 1 }
  await submitAnnotation({ ctx, input: second })
  const saw = async (id: string) =>
    (await db.firstAnswer.findUniqueOrThrow({ where: { assignmentId: id } })).sawProposals
  expect([await saw(assignment.id), await saw(assignmentId)]).toEqual([false, true])
  const other = contextFor(db, world.annotators[1])
  const fresh = await claimNext({ ctx: other, input: { projectId: world.project.id, exclude: [] } })
  if (!fresh.assignment) throw new Error('nothing was handed out')
  const own = await db.assignment.findUniqueOrThrow({ where: { id: fresh.assignment.id } })
  const shown = world.pairs[world.tasks.findIndex(({ id }) => id === own.taskId)]
  if (!shown) throw new Error('no pair of the task')
  await answerFirst({
    ctx: other,
    input: {
      ...second,
      assignmentId: own.id,
      fence: own.fence,
      operationId: crypto.randomUUID(),
      answer: cleanScreenAnswer(shown),
    },
  })
  expect(await saw(own.id)).toBe(false)
})

test('[QU23] what had everything from the start needs no first answer, and an operation id is for one', async () => {
  const { ctx, assignment, input } = await claimed()
  await db.assignment.update({ where: { id: assignment.id }, data: { revealedAt: new Date() } })
  expect(shownOf(await answerFirst({ ctx, input }))).toEqual(ALL)
  expect(await db.firstAnswer.count({ where: { assignmentId: assignment.id } })).toBe(0)
  const [one, other] = [await claimed(), await claimed()]
  await answerFirst(one)
  const reused = { ...other.input, operationId: one.input.operationId }
  await expect(answerFirst({ ctx: other.ctx, input: reused })).rejects.toMatchObject({ reason: 'operation-reused' })
})

test('[QU23] a proposal named before it was revealed is not known, and a first answer is complete', async () => {
  const { ctx, assignment, input, ann, pair } = await claimed()
  const proposal = await db.proposal.findFirstOrThrow({
    where: { videoId: pair.videoAId, frameIndex: pair.frameIndexA },
  })
  const named = aliasesFor(ann.id).of('proposal', proposal.id)
  const guessing: ScreenAnswer = { ...input.answer, proposals: [{ proposalId: named, outcome: 'rejected' }] }
  for (const verb of [answerFirst, submitAnnotation]) {
    await expect(verb({ ctx, input: { ...input, answer: guessing } })).rejects.toMatchObject({
      reason: 'answer-incomplete',
    })
    await expect(verb({ ctx, input: { ...input, answer: { ...input.answer, clean: [] } } })).rejects.toMatchObject({
      reason: 'answer-incomplete',
    })
  }
  expect(await db.firstAnswer.count({ where: { assignmentId: assignment.id } })).toBe(0)
  await answerFirst({ ctx, input })
  const submitted = { ...input, operationId: crypto.randomUUID(), answer: guessing }
  await expect(submitAnnotation({ ctx, input: submitted })).resolves.toMatchObject({ annotationId: expect.any(String) })
})

test('[QU23] who submits without a first answer has given it; a review shows what was revealed', async () => {
  const { world, ctx, assignment, input } = await claimed()
  const { annotationId } = await submitAnnotation({ ctx, input })
  expect(await db.firstAnswer.findMany({ where: { assignmentId: assignment.id } })).toMatchObject([
    { operationId: input.operationId, answer: { preference: 'tie_good' } },
  ])
  const outcomes = await db.proposalOutcome.count({ where: { annotationId } })
  expect(outcomes).toBe(0)
  const review = { projectId: world.project.id, annotationId }
  expect(shownOf(await getAnnotation({ ctx: contextFor(db, world.reviewer), input: review }))).toEqual(ALL)
})

test('[QU23] what has to be watched before the reveal does not tell where the model suspects something', async () => {
  const { ctx, input } = await claimed({ mustWatch: true })
  const refused = await answerFirst({ ctx, input }).catch((error: Error) => error)
  expect(refused).toMatchObject({ reason: 'not-watched' })
  const seen = { left: [[0, 0]], right: [[0, 0]] } as { left: [number, number][]; right: [number, number][] }
  const work = { seen, phaseMs: { look: 1, mark: 1, check: 1 } }
  await expect(answerFirst({ ctx, input: { ...input, work } })).resolves.toMatchObject({ revealed: true })
})

test('[QU8] [QU23] a first answer renews the lease and keeps how it came about', async () => {
  const { ann, assignment, input } = await claimed()
  const later = contextFor(db, ann, { now: () => new Date(Date.now() + 60_000) })
  const work = { seen: { left: [[0, 1]], right: [] }, phaseMs: { look: 7, mark: 1, check: 1 } } as const
  const sent = { ...work, seen: { left: [[0, 1] as [number, number]], right: [] } }
  const view = await answerFirst({ ctx: later, input: { ...input, work: sent } })
  expect(view).toMatchObject({ activeMs: 4000, work })
  expect(Date.parse(view.leaseUntil) - Date.parse(assignment.leaseUntil)).toBeGreaterThan(50_000)
})

test('is for the assignee alone, under their lease, and for tasks that reveal', async () => {
  const { world, ctx, assignment, input } = await claimed()
  for (const person of [world.admin, world.reviewer, world.annotators[1]]) {
    await expect(answerFirst({ ctx: contextFor(db, person), input })).rejects.toMatchObject({ code: 'not-found' })
  }
  const foreign = await createLabellingProject(db)
  await expect(answerFirst({ ctx: contextFor(db, foreign.admin), input })).rejects.toMatchObject({ code: 'not-found' })
  await releaseTask({ ctx, input: { assignmentId: assignment.id, fence: assignment.fence } })
  await expect(answerFirst({ ctx, input })).rejects.toMatchObject({ reason: 'lease-lost' })
  const [shown] = foreign.pairs
  if (!shown) throw new Error('no pair')
  const [other] = foreign.annotators
  const view = await claimNext({
    ctx: contextFor(db, other),
    input: { projectId: foreign.project.id, exclude: [] },
  })
  const held = { assignmentId: view.assignment?.id ?? '', fence: view.assignment?.fence ?? 0 }
  const reused = { ...input, ...held, operationId: crypto.randomUUID() }
  await expect(answerFirst({ ctx: contextFor(db, other), input: reused })).rejects.toMatchObject({
    reason: 'not-revealing',
  })
})
