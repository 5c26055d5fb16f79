import { expect, test } from 'vitest'
import { type ScreenAnswer, toCanonicalSide } from '@/lib/domain/labelling'
import { aliasesFor } from '@/lib/platform/alias'
import { cleanScreenAnswer, contextFor, createLabellingProject, createRun, createRunVideo } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { withKept } from '@/tests/support/kept-assignment'
import { claimNext } from './claim-next'
import { submitAnnotation } from './submit-annotation'

const { db } = await testDatabase()

const BOX = { x: 0.25, y: 0.3, w: 0.5, h: 0.6 }

async function claimed(overlap = 1) {
  const world = await createLabellingProject(db, { tasks: 1, overlap })
  const [pair] = world.pairs
  const [task] = world.tasks
  if (!pair || !task) throw new Error('no task')
  const [ann, bob] = world.annotators
  const ctx = contextFor(db, ann)
  const { assignment } = await claimNext({ ctx, input: { projectId: world.project.id, exclude: [] } })
  if (!assignment) throw new Error('nothing was handed out')
  const operationId = crypto.randomUUID()
  const where = { assignmentId: assignment.id, fence: assignment.fence }
  const input = { ...where, operationId, answer: cleanScreenAnswer(pair), activeMs: 4200 }
  const { leftSide } = await withKept(db, assignment)
  const [left, right] = [toCanonicalSide('left', leftSide), toCanonicalSide('right', leftSide)]
  return { world, pair, task, ann, bob, ctx, assignment, input, left, right }
}

/** Marked on the left, which makes the right one better. */
function marked(answer: ScreenAnswer, proposalId: string | null = null): ScreenAnswer {
  const mark = { id: crypto.randomUUID(), side: 'left' as const, frameIndex: 0, ptsUs: 0, labelKey: 'extra_limbs' }
  const clean = answer.clean.filter(({ side }) => side === 'right')
  return {
    ...answer,
    preference: 'right',
    clean,
    marks: [{ ...mark, box: BOX, proposalId, trackId: null, interpolated: false }],
  }
}

test('[QU12] [QU13] writes the annotation, closes the assignment, finishes the task, audits and asks for the figures', async () => {
  const { world, task, ann, ctx, assignment, input, pair, left, right } = await claimed()
  const answer = { ...marked(cleanScreenAnswer(pair)), comment: '  six fingers ', flagged: true }
  const { annotationId } = await submitAnnotation({ ctx, input: { ...input, answer } })
  const annotation = await db.annotation.findUniqueOrThrow({
    where: { id: annotationId },
    include: { marks: true, verdicts: true },
  })
  expect(annotation).toMatchObject({
    authorId: ann.id,
    kind: 'original',
    preference: right,
    comment: 'six fingers',
    flagged: true,
    activeMs: 4200,
    taxonomyVersionId: world.taxonomy.id,
    marks: [
      {
        side: left,
        frameIndex: 0,
        labelKey: 'extra_limbs',
        boxX: 0.25,
        boxY: 0.3,
        boxW: 0.5,
        boxH: 0.6,
        proposalId: null,
      },
    ],
    verdicts: [{ side: right, frameIndex: 0 }],
  })
  expect(await db.assignment.findUnique({ where: { id: assignment.id } })).toMatchObject({
    state: 'submitted',
    activeMs: 4200,
  })
  expect(await db.task.findUnique({ where: { id: task.id } })).toMatchObject({ state: 'done', taken: 1, answered: 1 })
  const audits = await db.auditEvent.findMany({ where: { entityId: annotationId } })
  expect(audits.map(({ verb, actorId }) => [verb, actorId])).toEqual([['annotation.submit', ann.id]])
  const queued = await db.$queryRaw<
    { key: string }[]
  >`SELECT key FROM graphile_worker.jobs WHERE key LIKE ${`%${world.project.id}`}`
  expect(queued).toHaveLength(1)
})

test('[QU14] replaying an operation gives the first result; another answer may not use its id', async () => {
  const { world, ctx, input } = await claimed()
  const first = await submitAnnotation({ ctx, input })
  expect(await submitAnnotation({ ctx, input: { ...input, answer: { ...input.answer, comment: 'again' } } })).toEqual(
    first,
  )
  const again = submitAnnotation({ ctx, input: { ...input, operationId: crypto.randomUUID() } })
  await expect(again).rejects.toMatchObject({ code: 'conflict', reason: 'lease-lost' })
  expect(await db.annotation.count({ where: { projectId: world.project.id } })).toBe(1)
  const other = await claimed()
  const reused = submitAnnotation({ ctx: other.ctx, input: { ...other.input, operationId: input.operationId } })
  await expect(reused).rejects.toMatchObject({ code: 'conflict', reason: 'operation-reused' })
})

test('two submits of one assignment at once: one wins', async () => {
  const { world, task, ctx, input } = await claimed(2)
  const submits = [1, 2, 3].map(() => submitAnnotation({ ctx, input: { ...input, operationId: crypto.randomUUID() } }))
  const settled = await Promise.allSettled(submits)
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await db.annotation.count({ where: { projectId: world.project.id } })).toBe(1)
  expect(await db.task.findUnique({ where: { id: task.id } })).toMatchObject({ answered: 1, taken: 1, state: 'open' })
})

test('refuses an incomplete answer in the words of the screen, and keeps the lease', async () => {
  const { ctx, input } = await claimed()
  const answer = { ...input.answer, preference: null, clean: [] }
  await expect(submitAnnotation({ ctx, input: { ...input, answer } })).rejects.toMatchObject({
    code: 'invalid',
    reason: 'answer-incomplete',
    message: expect.stringContaining('The left frame: mark what is wrong, or say "no distortion".'),
  })
  expect(await submitAnnotation({ ctx, input })).toHaveProperty('annotationId')
})

test('[QU10] refuses other people, other projects and older fences', async () => {
  const { world, bob, ctx, input } = await claimed()
  const elsewhere = await createLabellingProject(db)
  for (const person of [bob, world.reviewer, world.admin, elsewhere.admin]) {
    const call = submitAnnotation({ ctx: contextFor(db, person), input })
    await expect(call).rejects.toMatchObject({ code: 'not-found' })
  }
  await claimNext({ ctx, input: { projectId: world.project.id, exclude: [] } })
  await expect(submitAnnotation({ ctx, input })).rejects.toMatchObject({ reason: 'lease-lost' })
  expect(await db.annotation.count({ where: { projectId: world.project.id } })).toBe(0)
})

test('[AN11] records what became of every proposal that was shown', async () => {
  const { world, task, pair, ann, ctx, input, left } = await claimed()
  const video = await db.video.findUniqueOrThrow({ where: { id: left === 'A' ? pair.videoAId : pair.videoBId } })
  const run = await createRun(db, { projectId: world.project.id })
  const labels = ['extra_limbs', 'limb_deformation', 'motion_blur']
  const proposed = labels.map((labelKey) => ({ frameIndex: 0, labelKey, box: BOX }))
  const finishedAt = new Date(Date.now() - 60_000)
  const { proposals } = await createRunVideo(db, { runId: run.id, video, proposals: proposed, finishedAt })
  const [accepted, rejected, ignored] = proposals.map(({ id }) => id)
  const named = (id = '') => aliasesFor(ann.id).of('proposal', id)
  const answer = {
    ...marked(input.answer, named(accepted)),
    proposals: [{ proposalId: named(rejected), outcome: 'rejected' as const }],
  }
  const { annotationId } = await submitAnnotation({ ctx, input: { ...input, answer } })
  const outcomes = await db.proposalOutcome.findMany({ where: { annotationId } })
  expect(new Map(outcomes.map(({ proposalId, outcome }) => [proposalId, outcome]))).toEqual(
    new Map([
      [accepted, 'accepted'],
      [rejected, 'rejected'],
      [ignored, 'ignored'],
    ]),
  )
  const marks = await db.mark.findMany({ where: { annotationId } })
  expect(marks.map(({ proposalId }) => proposalId)).toEqual([accepted])
  expect(task.arm).toBe('show')
})
