import { expect, test } from 'vitest'
import {
  interpolateTrack,
  type ScreenAnswer,
  type ScreenMark,
  type ScreenSeen,
  type SeenRanges,
} from '@/lib/domain/labelling'
import {
  cleanScreenAnswer,
  contextFor,
  createClips,
  createLabellingProject,
  createPair,
  createRun,
  createRunVideo,
  createTask,
  evenPts,
} from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { withKept } from '@/tests/support/kept-assignment'
import { answerFirst } from './answer-first'
import { claimNext } from './claim-next'
import { getAnnotation } from './get-annotation'
import { listAnnotations } from './list-annotations'
import { submitAnnotation } from './submit-annotation'

const { db } = await testDatabase()

const FRAMES = 48
const PTS = evenPts(FRAMES, 24)
const WHOLE: SeenRanges = [[0, FRAMES - 1]]

type Options = { mustWatch?: boolean; arm?: 'show' | 'hide' | 'reveal'; suspects?: number[] }

/** A claimed video pair whose left clip has proposals on the suspect frames. */
async function claimed({ mustWatch = false, arm = 'show', suspects = [] }: Options = {}) {
  const world = await createLabellingProject(db, { tasks: 0, settings: { mustWatch } })
  const projectId = world.project.id
  const videos = await createClips(db, projectId)
  const pair = await createPair(db, { videos, kind: 'video' })
  await createTask(db, pair, { overlap: 1, arm })
  const ctx = contextFor(db, world.annotators[0])
  const { assignment } = await claimNext({ ctx, input: { projectId, exclude: [] } })
  if (!assignment) throw new Error('nothing was handed out')
  const run = await createRun(db, { projectId })
  const proposals = suspects.map((frameIndex) => ({ frameIndex, labelKey: 'extra_limbs', box: null }))
  const finishedAt = new Date(Date.now() - 60_000)
  const { leftSide } = await withKept(db, assignment)
  const video = videos[leftSide === 'A' ? 0 : 1]
  await createRunVideo(db, { runId: run.id, video, proposals, finishedAt })
  const where = { assignmentId: assignment.id, fence: assignment.fence }
  const send = (answer: ScreenAnswer, seen?: ScreenSeen) => {
    const work = seen && { work: { seen, phaseMs: { look: 500, mark: 300, check: 200 } } }
    return submitAnnotation({
      ctx,
      input: { ...where, operationId: crypto.randomUUID(), answer, activeMs: 1000, ...work },
    })
  }
  const answer = cleanScreenAnswer(pair)
  const sendFirst = (seen: ScreenSeen) => {
    const work = { seen, phaseMs: { look: 500, mark: 300, check: 200 } }
    return answerFirst({ ctx, input: { ...where, operationId: crypto.randomUUID(), answer, activeMs: 1000, work } })
  }
  return { world, projectId, pair, ctx, assignment, send, sendFirst, answer }
}

test('[WA2] [QU23] before the reveal both clips are to be played, whatever the model suspects; afterwards its frames are enough', async () => {
  const { send, sendFirst, answer } = await claimed({ mustWatch: true, arm: 'reveal', suspects: [10, 40] })
  const suspects: SeenRanges = [
    [10, 10],
    [40, 40],
  ]
  const early = [() => sendFirst({ left: suspects, right: [] }), () => send(answer, { left: suspects, right: [] })]
  for (const sendEarly of early) {
    const refused = await sendEarly().catch((error: unknown) => error)
    expect(refused).toMatchObject({ reason: 'not-watched' })
    expect(String(refused)).toMatch(/Play the left clip to its end\. Play the right clip to its end\.$/)
  }
  await expect(sendFirst({ left: WHOLE, right: [] })).rejects.toMatchObject({ reason: 'not-watched' })
  expect(await sendFirst({ left: WHOLE, right: WHOLE })).toMatchObject({ revealed: true })
  await expect(send(answer, { left: [], right: WHOLE })).rejects.toThrow(/look at its 2 suspect frames/)
  const ignored = { ...answer, clean: [], marks: [] }
  await expect(send(ignored, { left: suspects, right: [] })).rejects.toMatchObject({ reason: 'answer-incomplete' })
  expect(await send(answer, { left: suspects, right: [] })).toMatchObject({ annotationId: expect.any(String) })
})

test('keeps strength, time by phase, and which marks a person made', async () => {
  const { projectId, ctx, send, answer } = await claimed()
  const trackId = crypto.randomUUID()
  const keyframe = (frameIndex: number, x: number): ScreenMark => ({
    id: crypto.randomUUID(),
    side: 'left',
    frameIndex,
    ptsUs: PTS[frameIndex] ?? 0,
    labelKey: 'extra_limbs',
    box: { x, y: 0.25, w: 0.25, h: 0.25 },
    proposalId: null,
    trackId,
    interpolated: false,
  })
  const parts = { keyframes: [keyframe(4, 0.1), keyframe(7, 0.4)], ptsUs: PTS, newId: () => crypto.randomUUID() }
  const marks = interpolateTrack(parts)
  const said: ScreenAnswer = {
    ...answer,
    preference: 'right',
    strength: 'strong',
    marks,
    clean: [{ side: 'right', frameIndex: null }],
  }
  const { annotationId } = await send(said, { left: WHOLE, right: [] })
  expect(await db.annotation.findUnique({ where: { id: annotationId } })).toMatchObject({
    strength: 'strong',
    activeMs: 1000,
    lookMs: 500,
    markMs: 300,
    checkMs: 200,
  })
  const stored = (await getAnnotation({ ctx, input: { projectId, annotationId } })).answer
  const content = ({ id: _, ...mark }: ScreenMark) => mark
  const byFrame = (a: ScreenMark, b: ScreenMark) => a.frameIndex - b.frameIndex
  expect(stored.marks.sort(byFrame).map(content)).toEqual(marks.map(content))
  expect(marks.map(({ interpolated }) => interpolated)).toEqual([false, true, true, false])
  const { items } = await listAnnotations({ ctx, input: { projectId, limit: 50 } })
  expect(items).toMatchObject([{ preference: 'right', strength: 'strong' }])
})

test('[AN15] refuses a strength without a preferred side', async () => {
  const { send, answer } = await claimed()
  await expect(send({ ...answer, strength: 'slight' })).rejects.toMatchObject({
    reason: 'answer-incomplete',
    message: expect.stringContaining('"slight" says how much better one side is'),
  })
  expect(await send(answer)).toHaveProperty('annotationId')
})

test('[WA3] where the project wants clips watched, an answer waits for the rest, named by clip', async () => {
  const { assignment, send, answer } = await claimed({ mustWatch: true, suspects: [10, 40] })
  expect(assignment.mustWatch).toBe(true)
  await expect(send(answer, { left: [[0, 10]], right: WHOLE })).rejects.toMatchObject({
    code: 'invalid',
    reason: 'not-watched',
    message: expect.stringContaining('Play the left clip to its end, or look at its 1 suspect frame not seen yet.'),
  })
  const looked: SeenRanges = [
    [10, 10],
    [40, 40],
  ]
  expect(await send(answer, { left: looked, right: [] })).toHaveProperty('annotationId')
})

test('[WA2] where proposals are hidden only playing counts', async () => {
  const { send, answer } = await claimed({ mustWatch: true, arm: 'hide', suspects: [10] })
  await expect(send(answer, { left: [[10, 10]], right: [] })).rejects.toMatchObject({ reason: 'not-watched' })
  await expect(send(answer)).rejects.toMatchObject({ reason: 'not-watched' })
  expect(await send(answer, { left: WHOLE, right: [[0, 45]] })).toHaveProperty('annotationId')
})

test('[QU16] a rule that changes meanwhile leaves the tasks alone that are out', async () => {
  const { world, send, answer } = await claimed()
  await db.project.update({ where: { id: world.project.id }, data: { settings: { mustWatch: true } } })
  expect(await send(answer)).toHaveProperty('annotationId')
})
