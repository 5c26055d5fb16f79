import { expect, test } from 'vitest'
import type { AddExample } from '@/lib/contracts/http/examples'
import { aliasesFor } from '@/lib/platform/alias'
import { contextFor, createLabellingProject } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { addExample } from './add-example'
import { listExamples } from './list-examples'
import { removeExample } from './remove-example'

const { db } = await testDatabase()
const BOX = { x: 0.25, y: 0.25, w: 0.5, h: 0.5 }

async function project() {
  const world = await createLabellingProject(db, { tasks: 1 })
  const [pair] = world.pairs
  if (!pair) throw new Error('no pair')
  const projectId = world.project.id
  const clip = (person: { id: string }, id = pair.videoAId) => aliasesFor(person.id).of('video', id)
  const where = { projectId, labelKey: 'extra_limbs', kind: 'positive' as const, videoId: clip(world.reviewer) }
  const example: AddExample = { ...where, frameIndex: 3, box: BOX, note: 'six fingers' }
  return { world, projectId, pair, clip, example, ctx: contextFor(db, world.reviewer) }
}

test('a reviewer adds an example and takes it away; both are audited', async () => {
  const { world, projectId, clip, example, ctx } = await project()
  const added = await addExample({ ctx, input: example })
  expect(added).toMatchObject({ labelKey: 'extra_limbs', kind: 'positive', box: BOX, note: 'six fingers' })
  const annotator = contextFor(db, world.annotators[0])
  expect(await listExamples({ ctx: annotator, input: { projectId, limit: 10 } })).toEqual({
    items: [{ ...added, videoId: clip(world.annotators[0]) }],
    nextCursor: null,
  })
  expect(await removeExample({ ctx, input: { projectId, exampleId: added.id } })).toEqual({ done: true })
  expect((await listExamples({ ctx, input: { projectId, limit: 10 } })).items).toEqual([])
  const audits = await db.auditEvent.findMany({ where: { entityId: added.id }, orderBy: { at: 'asc' } })
  expect(audits.map(({ verb, actorId }) => [verb, actorId])).toEqual([
    ['example.add', world.reviewer.id],
    ['example.remove', world.reviewer.id],
  ])
})

test('its frame is decoded ahead, so that nobody waits for it', async () => {
  const { pair, example, ctx } = await project()
  await addExample({ ctx, input: example })
  const jobs = await db.$queryRaw<{ payload: unknown }[]>`
    SELECT payload FROM graphile_worker._private_jobs AS job JOIN graphile_worker._private_tasks AS task ON task.id = job.task_id
    WHERE task.identifier = 'media.decode-frames' AND payload->>'videoId' = ${pair.videoAId}`
  expect(jobs.map(({ payload }) => payload)).toEqual([{ videoId: pair.videoAId, firstIndex: 3, count: 1 }])
})

test('lists newest first, page by page, of one label where asked', async () => {
  const { projectId, example, ctx } = await project()
  for (const frameIndex of [1, 2, 3]) await addExample({ ctx, input: { ...example, frameIndex } })
  await addExample({ ctx, input: { ...example, labelKey: 'motion_blur' } })
  const frames: number[] = []
  let cursor: string | undefined
  do {
    const page = await listExamples({ ctx, input: { projectId, labelKey: 'extra_limbs', limit: 2, cursor } })
    frames.push(...page.items.map(({ frameIndex }) => frameIndex))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(frames).toEqual([3, 2, 1])
  expect((await listExamples({ ctx, input: { projectId, limit: 10 } })).items).toHaveLength(4)
})

test('of two who add the same part at once, one does', async () => {
  const { example, ctx } = await project()
  const settled = await Promise.allSettled([1, 2, 3].map(() => addExample({ ctx, input: example })))
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await expect(addExample({ ctx, input: { ...example, kind: 'negative' } })).rejects.toMatchObject({
    code: 'conflict',
    reason: 'example-exists',
  })
})

test('refuses labels, frames and clips that are not there, and says so', async () => {
  const { world, pair, clip, example, ctx } = await project()
  const elsewhere = await project()
  await expect(addExample({ ctx, input: { ...example, labelKey: 'flicker' } })).rejects.toThrow('no label "flicker"')
  await expect(addExample({ ctx, input: { ...example, frameIndex: 48 } })).rejects.toThrow('0 to 47')
  const foreign = elsewhere.pair.videoAId
  for (const videoId of [foreign, clip(world.reviewer, foreign), clip(world.admin)]) {
    const call = addExample({ ctx, input: { ...example, videoId } })
    await expect(call).rejects.toMatchObject({ code: 'not-found' })
  }
  await db.video.update({ where: { id: pair.videoAId }, data: { state: 'probing' } })
  await expect(addExample({ ctx, input: example })).rejects.toMatchObject({ reason: 'video-not-ready' })
})

test('annotators neither add nor take away; other projects see and touch nothing', async () => {
  const { world, projectId, example, ctx } = await project()
  const elsewhere = await project()
  const { id: exampleId } = await addExample({ ctx, input: example })
  const annotator = contextFor(db, world.annotators[0])
  const another = { ...example, frameIndex: 5 }
  await expect(addExample({ ctx: annotator, input: another })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(removeExample({ ctx: annotator, input: { projectId, exampleId } })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await expect(listExamples({ ctx: elsewhere.ctx, input: { projectId, limit: 10 } })).rejects.toMatchObject({
    code: 'not-found',
  })
  const swapped = { projectId: elsewhere.projectId, exampleId }
  await expect(removeExample({ ctx: elsewhere.ctx, input: swapped })).rejects.toMatchObject({ code: 'not-found' })
  expect(await db.labelExample.count({ where: { id: exampleId } })).toBe(1)
})
