import { expect, test } from 'vitest'
import type { Blind } from '@/lib/domain/accounts'
import { aliasesFor } from '@/lib/platform/alias'
import { updateProject } from '@/lib/services/accounts'
import { getFrame, listPairs, listVideos } from '@/lib/services/media'
import { listRuns } from '@/lib/services/proposals'
import { cleanScreenAnswer, contextFor, createFramePairs, createLabellingProject } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { claimNext } from './claim-next'
import { listAnnotations } from './list-annotations'
import { reviewAnnotation } from './review-annotation'
import { submitAnnotation } from './submit-annotation'

const { db } = await testDatabase()

type Person = { id: string }
type World = Awaited<ReturnType<typeof createLabellingProject>>

function setBlind({ project, admin }: World, blind: Blind) {
  return updateProject({ ctx: contextFor(db, admin), input: { projectId: project.id, settings: { blind } } })
}

async function answer({ project, tasks, pairs }: World, person: Person): Promise<string> {
  const ctx = contextFor(db, person)
  const { assignment } = await claimNext({ ctx, input: { projectId: project.id, exclude: [] } })
  if (!assignment) throw new Error('nothing was handed out')
  const { taskId } = await db.assignment.findUniqueOrThrow({ where: { id: assignment.id } })
  const pair = pairs[tasks.findIndex(({ id }) => id === taskId)]
  if (!pair) throw new Error('no pair')
  const held = { assignmentId: assignment.id, fence: assignment.fence, operationId: crypto.randomUUID() }
  return (await submitAnnotation({ ctx, input: { ...held, answer: cleanScreenAnswer(pair), activeMs: 1000 } }))
    .annotationId
}

test('[BL2] a blind reviewer gets nothing that names a generator; the change of the setting is audited', async () => {
  const world = await createLabellingProject(db)
  const projectId = world.project.id
  const reads = () => {
    const given = { ctx: contextFor(db, world.reviewer), input: { projectId, limit: 10 } }
    return Promise.allSettled([listPairs(given), listVideos(given), listRuns(given)])
  }
  for (const read of await reads()) expect(read).toMatchObject({ status: 'rejected', reason: { code: 'forbidden' } })
  await setBlind(world, 'annotators')
  for (const read of await reads()) expect(read.status).toBe('fulfilled')
  await setBlind(world, 'annotators-and-reviewers')
  for (const read of await reads()) expect(read.status).toBe('rejected')
  const audits = await db.auditEvent.findMany({ where: { projectId, verb: 'project.update' }, orderBy: { id: 'asc' } })
  expect(audits.map(({ actorId, difference }) => [actorId, difference])).toEqual([
    [world.admin.id, { settings: { blind: 'annotators' } }],
    [world.admin.id, { settings: { blind: 'annotators-and-reviewers' } }],
  ])
})

test('[BL2] a blind reviewer gets exact frames of clips that have answers, and of no others', async () => {
  const world = await createLabellingProject(db)
  const [unanswered] = await createFramePairs(db, world.project.id, 1)
  const [pair] = world.pairs
  if (!pair || !unanswered) throw new Error('no pair')
  const get = (videoId: string) => getFrame({ ctx: contextFor(db, world.reviewer), input: { videoId, frameIndex: 0 } })
  const frame = (id: string) => get(aliasesFor(world.reviewer.id).of('video', id))
  await expect(frame(pair.videoAId)).rejects.toMatchObject({ code: 'not-found' })
  await answer(world, world.annotators[0])
  await expect(frame(pair.videoAId)).resolves.toMatchObject({ url: null })
  await expect(get(pair.videoAId)).rejects.toMatchObject({ code: 'not-found' })
  await expect(frame(unanswered.videoAId)).rejects.toMatchObject({ code: 'not-found' })
})

test('[BL3] answers and corrections say whether their author could see generators', async () => {
  const world = await createLabellingProject(db, { tasks: 2, overlap: 3 })
  const { project, admin, reviewer, annotators, pairs } = world
  const said = new Map<string, boolean>()
  said.set(await answer(world, annotators[0]), false)
  said.set(await answer(world, admin), true)
  said.set(await answer(world, reviewer), false)
  await setBlind(world, 'annotators')
  said.set(await answer(world, annotators[1]), false)
  said.set(await answer(world, reviewer), true)
  const [annotationId = ''] = said.keys()
  const [pair] = pairs
  if (!pair) throw new Error('no pair')
  const { resultAnnotationId } = await reviewAnnotation({
    ctx: contextFor(db, reviewer),
    input: {
      projectId: project.id,
      annotationId,
      operationId: crypto.randomUUID(),
      verdict: 'correct',
      comment: '',
      answer: cleanScreenAnswer(pair, { comment: 'checked' }),
    },
  })
  said.set(resultAnnotationId ?? '', true)
  const rows = await db.annotation.findMany({ where: { projectId: project.id } })
  expect(new Map(rows.map(({ id, authorSawGenerators }) => [id, authorSawGenerators]))).toEqual(said)
  const { items } = await listAnnotations({
    ctx: contextFor(db, reviewer),
    input: { projectId: project.id, limit: 50 },
  })
  for (const { id, authorSawGenerators } of items) expect(authorSawGenerators).toBe(said.get(id))
})
