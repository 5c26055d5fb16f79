import { expect, test } from 'vitest'
import type { AssignmentView } from '@/lib/contracts/http/labelling'
import type { ScreenAnswer } from '@/lib/domain/labelling'
import { aliasesFor } from '@/lib/platform/alias'
import { getFrame, mediaKeys } from '@/lib/services/media'
import {
  cleanScreenAnswer,
  contextFor,
  createClips,
  createLabellingProject,
  createPair,
  createRun,
  createRunVideo,
  createTask,
} from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { addExample } from './add-example'
import { getAssignment } from './assignment-view'
import { claimNext } from './claim-next'
import { getAnnotation } from './get-annotation'
import { listAnnotations } from './list-annotations'
import { listExamples } from './list-examples'
import { listTasks } from './list-tasks'
import { queueStatus } from './queue-status'
import { reopenAnnotation } from './reopen-annotation'
import { reviewAnnotation } from './review-annotation'
import { saveDraft } from './save-draft'
import { submitAnnotation } from './submit-annotation'

const { db } = await testDatabase()
const BOX = { x: 0.25, y: 0.25, w: 0.5, h: 0.5 }
const LABELS = ['extra_limbs', 'limb_deformation']

/** Frame and video pairs whose clips both have proposals. */
async function projectWithProposals() {
  const world = await createLabellingProject(db, { tasks: 0, settings: { blind: 'annotators-and-reviewers' } })
  const projectId = world.project.id
  const videos = await createClips(db, projectId)
  for (const kind of ['frame', 'video'] as const) {
    await createTask(db, await createPair(db, { videos, kind }), { overlap: 1 })
  }
  const run = await createRun(db, { projectId })
  const finishedAt = new Date(Date.now() - 60_000)
  for (const video of videos) {
    const proposals = LABELS.map((labelKey) => ({ frameIndex: 0, labelKey, box: BOX }))
    await createRunVideo(db, { runId: run.id, video, proposals, scores: [{ frameIndex: 0, score: 2 }], finishedAt })
  }
  return { ...world, projectId, videos }
}

/** Takes the likeliest proposal of the left clip and rejects the others. */
function answerTo({ pair }: AssignmentView): ScreenAnswer {
  const { frameIndex } = pair.sides.left
  const place = { kind: pair.kind, frameIndexA: frameIndex, frameIndexB: frameIndex }
  const clean = cleanScreenAnswer(place).clean.filter(({ side }) => side === 'right')
  const [taken, ...others] = pair.sides.left.proposals
  if (!taken) throw new Error('the left clip has no proposals')
  const mark = { id: crypto.randomUUID(), side: 'left' as const, frameIndex: taken.frameIndex, ptsUs: 0 }
  const copy = { ...mark, labelKey: taken.labelKey, box: taken.box, proposalId: taken.id }
  const rejected = [...others, ...pair.sides.right.proposals]
  return cleanScreenAnswer(place, {
    preference: 'right',
    marks: [{ ...copy, trackId: null, interpolated: false }],
    clean,
    proposals: [
      { proposalId: taken.id, outcome: 'accepted' },
      ...rejected.map(({ id }) => ({ proposalId: id, outcome: 'rejected' as const })),
    ],
  })
}

/** Every key and every value of the response, as texts; text that looks like base64 also decoded. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value, Buffer.from(value, 'base64url').toString('latin1')]
  if (Array.isArray(value)) return value.flatMap(textsIn)
  if (value === null || typeof value !== 'object') return [String(value)]
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)])
}

/** What the database knows about the clips and no annotator may learn. */
async function secretsOf(projectId: string): Promise<string[]> {
  const where = { projectId }
  const [videos, pairs, tasks, runs, generators, prompts] = await Promise.all([
    db.video.findMany({ where }),
    db.pair.findMany({ where }),
    db.task.findMany({ where }),
    db.run.findMany({ where }),
    db.generator.findMany({ where }),
    db.prompt.findMany({ where }),
  ])
  const results = await db.runVideo.findMany({ where: { runId: { in: runs.map(({ id }) => id) } } })
  const proposals = await db.proposal.findMany({ where: { runVideoId: { in: results.map(({ id }) => id) } } })
  const ids = [videos, pairs, tasks, runs, generators, prompts, results, proposals].flat().map(({ id }) => id)
  const files = videos.flatMap(({ sha256, fileName, storageKey }) => [sha256, fileName, storageKey])
  return [...ids, ...ids.map((id) => id.replaceAll('-', '')), ...files, ...generators.map(({ name }) => name)]
}

async function expectBlind(projectId: string, answered: unknown): Promise<void> {
  const texts = textsIn(answered)
  const whole = texts.join('\n').toLowerCase()
  for (const secret of await secretsOf(projectId)) expect(whole).not.toContain(secret.toLowerCase())
  for (const text of texts) expect(['A', 'B', 'leftSide', 'taskId', 'pairId']).not.toContain(text)
}

test('[AN16] [AN17] nothing that an annotator gets holds a stored id, a file or a canonical side', async () => {
  const { projectId, annotators, videos } = await projectWithProposals()
  const ctx = contextFor(db, annotators[0])
  const got: unknown[] = [await queueStatus({ ctx, input: { projectId } })]
  for (let turn = 0; turn < 2; turn += 1) {
    const { assignment } = await claimNext({ ctx, input: { projectId, exclude: [] } })
    if (!assignment) throw new Error('nothing was handed out')
    const hold = { assignmentId: assignment.id, fence: assignment.fence }
    const answer = answerTo(assignment)
    const { videoId } = assignment.pair.sides.left.video
    const operationId = crypto.randomUUID()
    got.push(
      assignment,
      await getFrame({ ctx, input: { videoId, frameIndex: 0 } }),
      await saveDraft({ ctx, input: { ...hold, revision: 0, draft: answer, activeMs: 5 } }),
      await getAssignment({ ctx, input: { assignmentId: assignment.id } }),
    )
    const submission = { ...hold, operationId, answer, activeMs: 9 }
    got.push(await submitAnnotation({ ctx, input: submission }))
    if (turn > 0) continue
    const reopened = await reopenAnnotation({ ctx, input: { assignmentId: assignment.id, operationId } })
    expect(reopened.draft.preference).toBe('right')
    const again = { ...submission, fence: reopened.fence, operationId: crypto.randomUUID() }
    got.push(reopened, await submitAnnotation({ ctx, input: again }))
  }
  const { items } = await listAnnotations({ ctx, input: { projectId, limit: 50 } })
  expect(items).toHaveLength(2)
  for (const { id } of items) got.push(await getAnnotation({ ctx, input: { projectId, annotationId: id } }))
  got.push(items)
  await expectBlind(projectId, got)
  // The check itself works: it detects what an admin's page shows of the same clips.
  await expect(expectBlind(projectId, { url: mediaKeys.original(videos[0].sha256) })).rejects.toThrow()
  await expect(expectBlind(projectId, { side: 'A' })).rejects.toThrow()
  await expect(expectBlind(projectId, { [videos[1].id]: 1 })).rejects.toThrow()
})

test('[AN17] neither the order of tasks nor the cursor of their list follows their ids', async () => {
  const world = await createLabellingProject(db, { tasks: 6 })
  const projectId = world.project.id
  const createdAt = new Date()
  // As earlier versions made them: at one moment, with ids that count up.
  const draws = [0.4, 0.9, 0.1, 0.9, 0.6, 0.2]
  for (const [index, { id }] of world.tasks.entries())
    await db.task.update({ where: { id }, data: { createdAt, draw: draws[index] ?? 0 } })
  const ctx = contextFor(db, world.reviewer)
  const ids: (string | null)[] = []
  let cursor: string | undefined
  do {
    const page = await listTasks({ ctx, input: { projectId, limit: 2, cursor } })
    ids.push(...page.items.map(({ id }) => aliasesFor(world.reviewer.id).idOf('task', id)))
    await expectBlind(projectId, page)
    if (page.nextCursor) {
      const said = Buffer.from(page.nextCursor, 'base64url').toString('latin1')
      for (const { id } of world.tasks) expect(said).not.toContain(id)
    }
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(ids).toEqual([3, 1, 4, 0, 5, 2].map((index) => world.tasks[index]?.id))
  const foreign = aliasesFor(world.admin.id).of('task', world.tasks[0]?.id ?? '')
  await expect(listTasks({ ctx, input: { projectId, limit: 2, cursor: foreign } })).rejects.toMatchObject({
    reason: 'cursor',
  })
})

test('[AN16] [AN17] nothing that a blind reviewer gets does either, and the author’s left is theirs', async () => {
  const { projectId, annotators, reviewer } = await projectWithProposals()
  const author = contextFor(db, annotators[0])
  const ctx = contextFor(db, reviewer)
  const lefts = new Map<string, string>()
  for (let turn = 0; turn < 2; turn += 1) {
    const { assignment } = await claimNext({ ctx: author, input: { projectId, exclude: [] } })
    if (!assignment) throw new Error('nothing was handed out')
    const input = { assignmentId: assignment.id, fence: assignment.fence, operationId: crypto.randomUUID() }
    const { annotationId } = await submitAnnotation({
      ctx: author,
      input: { ...input, answer: answerTo(assignment), activeMs: 9 },
    })
    lefts.set(annotationId, assignment.pair.sides.left.video.videoId)
  }
  const { items } = await listAnnotations({ ctx, input: { projectId, limit: 50 } })
  const got: unknown[] = [items, await listTasks({ ctx, input: { projectId, limit: 50 } })]
  for (const { id: annotationId } of items) {
    const detail = await getAnnotation({ ctx, input: { projectId, annotationId } })
    const { left } = detail.pair.sides
    // Another person's alias of the same clip has nothing to do with the reviewer's.
    expect(left.video.videoId).not.toBe(lefts.get(annotationId))
    expect(detail.answer.marks).toMatchObject([{ side: 'left', proposalId: left.proposals[0]?.id }])
    const where = { projectId, labelKey: 'extra_limbs', kind: 'positive' as const, videoId: left.video.videoId }
    const example = { ...where, frameIndex: 0, box: BOX, note: `of ${lefts.size}` }
    got.push(detail, await addExample({ ctx, input: example }).catch((error: Error) => error.message))
    const corrected = { ...detail.answer, comment: 'checked' }
    const review = { projectId, annotationId, operationId: crypto.randomUUID(), verdict: 'correct' as const }
    got.push(await reviewAnnotation({ ctx, input: { ...review, comment: '', answer: corrected } }))
  }
  got.push(await listExamples({ ctx, input: { projectId, limit: 50 } }))
  got.push(await listAnnotations({ ctx, input: { projectId, limit: 50 } }))
  await expectBlind(projectId, got)
  const corrections = await db.annotation.findMany({
    where: { projectId, kind: 'correction' },
    include: { outcomes: { select: { outcome: true } } },
  })
  expect(corrections.map(({ outcomes }) => outcomes.map(({ outcome }) => outcome).sort())).toContainEqual([
    'accepted',
    ...Array.from({ length: 3 }, () => 'rejected'),
  ])
})
