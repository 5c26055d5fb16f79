import { describe, expect, test } from 'vitest'
import { answerFirst, claimNext, releaseTask, submitAnnotation } from '@/lib/services/labelling'
import { mediaKeys } from '@/lib/services/media'
import { createRun } from '@/lib/services/proposals'
import {
  cleanAnswer,
  cleanScreenAnswer,
  contextFor,
  createAnnotation,
  createRun as createFinishedRun,
  createLabellingProject,
  createModelVersion,
  createRunVideo,
} from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { createMediaProject } from '@/tests/support/media-project'
import { carryOutDeletion } from './carry-out-deletion'
import { deleteThings } from './delete-things'
import { previewDeletion } from './preview-deletion'
import { removeMedia } from './remove-media'
import { videoRules } from './video-rules'

const { db } = await testDatabase()

async function clipWorld(tasks = 2) {
  const media = await createMediaProject(db)
  const world = await createLabellingProject(db, { tasks })
  const [pair] = world.pairs
  if (!pair) throw new Error('no pair')
  const videoId = pair.videoAId
  const input = { projectId: world.project.id, kind: 'video' as const, ids: [videoId], withClips: false }
  const as = (person: { id: string }) => contextFor(db, person, { storage: media.storage })
  return { ...world, pair, videoId, input, as, media, job: media.job }
}
type World = Awaited<ReturnType<typeof clipWorld>>

const carryOut = ({ job, videoId }: World) => carryOutDeletion({ ctx: job, input: { kind: 'video', id: videoId } })

async function removalsOf(sha256: string) {
  const rows = await db.$queryRaw<{ payload: { sha256: string; keys: string[]; folders: string[] } }[]>`
    SELECT job.payload FROM graphile_worker._private_jobs AS job
    JOIN graphile_worker._private_tasks AS task ON task.id = job.task_id
    WHERE task.identifier = 'deletion.remove-media'`
  return rows.map(({ payload }) => payload).filter((payload) => payload.sha256 === sha256)
}

async function answered(world: World) {
  const [task] = world.tasks
  if (!task) throw new Error('no task')
  await createAnnotation(db, {
    task,
    userId: world.annotators[0].id,
    taxonomyVersionId: world.taxonomy.id,
    answer: cleanAnswer(world.pair),
  })
}

describe('a clip that nothing holds', () => {
  test('[DE3] [DE4] is previewed, marked, and gone with pairs, tasks, scores and objects; each step is audited', async () => {
    const world = await clipWorld()
    const video = await db.video.findUniqueOrThrow({ where: { id: world.videoId } })
    const run = await createFinishedRun(db, { projectId: world.project.id })
    await createRunVideo(db, {
      runId: run.id,
      video,
      scores: [{ frameIndex: 0, score: 2 }],
      proposals: [{ frameIndex: 0, labelKey: 'motion_blur' }],
    })
    const ctx = world.as(world.admin)
    const preview = await previewDeletion({ ctx, input: world.input })
    expect(preview).toEqual({
      names: [video.fileName],
      goes: [
        { thing: 'videos', count: 1 },
        { thing: 'pairs', count: 2 },
        { thing: 'tasks', count: 2 },
        { thing: 'runClips', count: 1 },
        { thing: 'proposals', count: 1 },
      ],
      stays: [],
      holds: [],
    })
    await deleteThings({ ctx, input: world.input })
    expect(await db.task.count({ where: { pair: { videoAId: world.videoId }, state: 'open' } })).toBe(0)
    expect(await db.video.findUnique({ where: { id: world.videoId } })).toMatchObject({ deletingAt: expect.any(Date) })
    await carryOut(world)
    expect(await db.video.findUnique({ where: { id: world.videoId } })).toBeNull()
    expect(await db.pair.count({ where: { projectId: world.project.id } })).toBe(0)
    expect(await db.task.count({ where: { projectId: world.project.id } })).toBe(0)
    expect(await db.proposal.count({ where: { videoId: world.videoId } })).toBe(0)
    expect(await db.video.count({ where: { projectId: world.project.id } })).toBe(1)
    const trail = await db.auditEvent.findMany({ where: { entityId: world.videoId }, orderBy: { at: 'asc' } })
    expect(trail.map(({ verb, actorId }) => [verb, actorId])).toEqual([
      ['video.delete', world.admin.id],
      ['video.gone', null],
    ])
    expect(trail[0]?.difference).toMatchObject({ name: video.fileName, goes: { pairs: 2, tasks: 2, proposals: 1 } })
    expect(await removalsOf(video.sha256)).toHaveLength(1)
    // A job that comes twice finds nothing to do.
    await carryOut(world)
  })

  test('[DE5] a run that is at the clip alone ends; one with another clip goes on without it', async () => {
    const world = await clipWorld()
    const projectId = world.project.id
    const model = await createModelVersion(db, { projectId })
    const ctx = world.as(world.admin)
    const settings = { schemaVersion: 1 as const, targetFps: 2, high: null, low: null }
    const order = { projectId, modelVersionId: model.id, settings, seed: 0 }
    const alone = await createRun({ ctx, input: { ...order, videoIds: [world.videoId] } })
    const both = await createRun({ ctx, input: { ...order, videoIds: null } })
    await deleteThings({ ctx, input: world.input })
    expect(await db.run.findUnique({ where: { id: alone.id } })).toMatchObject({ state: 'cancelled' })
    expect(await db.run.findUnique({ where: { id: both.id } })).toMatchObject({ state: 'queued' })
    const again = createRun({ ctx, input: { ...order, videoIds: [world.videoId] } })
    await expect(again).rejects.toMatchObject({ reason: 'no-videos' })
    await carryOut(world)
    expect(await db.runVideo.count({ where: { runId: both.id } })).toBe(1)
  })
})

describe('what holds a clip', () => {
  test('[DE4] answers do, and nothing is changed by the refusal', async () => {
    const world = await clipWorld()
    await answered(world)
    const ctx = world.as(world.admin)
    const { holds } = await previewDeletion({ ctx, input: world.input })
    expect(holds).toEqual([{ thing: 'answers', count: 1, names: [] }])
    await expect(deleteThings({ ctx, input: world.input })).rejects.toThrow(
      'This clip is held by 1 answer. Nothing was deleted.',
    )
    expect(await db.video.findUnique({ where: { id: world.videoId } })).toMatchObject({ deletingAt: null })
    expect(await db.task.count({ where: { projectId: world.project.id, state: 'open' } })).toBe(2)
  })

  test('[DE4] a release does, by its name', async () => {
    const world = await clipWorld()
    const release = await db.release.create({
      data: {
        projectId: world.project.id,
        number: 1,
        name: 'Round 1',
        gates: {},
        seed: 0,
        taxonomyVersionId: world.taxonomy.id,
        asOf: new Date(),
      },
    })
    await db.releaseItem.create({
      data: { releaseId: release.id, pairId: world.pair.id, split: 'train', consensus: {}, votes: {} },
    })
    const remove = deleteThings({ ctx: world.as(world.admin), input: world.input })
    await expect(remove).rejects.toThrow('held by 1 release (Round 1)')
  })

  test('[DE4] whoever holds a task does, until they give it back; their draft then goes with the clip', async () => {
    const world = await clipWorld(1)
    const [annotator] = world.annotators
    const mine = world.as(annotator)
    const { assignment } = await claimNext({ ctx: mine, input: { projectId: world.project.id, exclude: [] } })
    if (!assignment) throw new Error('no task')
    const ctx = world.as(world.admin)
    await expect(deleteThings({ ctx, input: world.input })).rejects.toThrow(
      `held by 1 task that somebody holds (${annotator.name})`,
    )
    const held = await db.assignment.findUniqueOrThrow({ where: { id: assignment.id } })
    await db.assignment.update({ where: { id: held.id }, data: { draft: { schemaVersion: 1 } } })
    await releaseTask({ ctx: mine, input: { assignmentId: held.id, fence: held.fence } })
    const { goes } = await previewDeletion({ ctx, input: world.input })
    expect(goes).toContainEqual({ thing: 'drafts', count: 1 })
    await deleteThings({ ctx, input: world.input })
    await carryOut(world)
    expect(await db.assignment.count({ where: { projectId: world.project.id } })).toBe(0)
  })

  test('[DE4] a first answer does, also once its task was given back', async () => {
    const world = await clipWorld(1)
    await db.task.updateMany({ where: { projectId: world.project.id }, data: { arm: 'reveal' } })
    const mine = world.as(world.annotators[0])
    const { assignment } = await claimNext({ ctx: mine, input: { projectId: world.project.id, exclude: [] } })
    if (!assignment) throw new Error('no task')
    const held = { assignmentId: assignment.id, fence: assignment.fence }
    const answer = cleanScreenAnswer(world.pair)
    await answerFirst({ ctx: mine, input: { ...held, operationId: crypto.randomUUID(), answer, activeMs: 1 } })
    await releaseTask({ ctx: mine, input: held })
    const ctx = world.as(world.admin)
    await expect(deleteThings({ ctx, input: world.input })).rejects.toThrow('This clip is held by 1 answer.')
  })

  test('[DE4] several clips go together or not at all', async () => {
    const world = await clipWorld()
    const spare = await db.video.create({
      data: {
        projectId: world.project.id,
        promptId: world.pair.promptId,
        generatorId: (await db.generator.findFirstOrThrow({ where: { projectId: world.project.id } })).id,
        fileName: 'spare.mp4',
        sha256: crypto.randomUUID(),
        sizeBytes: 1n,
        storageKey: 'originals/spare',
        state: 'ready',
      },
    })
    await answered(world)
    const input = { ...world.input, ids: [spare.id, world.videoId] }
    await expect(deleteThings({ ctx: world.as(world.admin), input })).rejects.toMatchObject({ reason: 'held' })
    expect(await db.video.findUnique({ where: { id: spare.id } })).toMatchObject({ deletingAt: null })
  })
})

describe('who may', () => {
  test('a reviewer is refused, a stranger and a clip of another project are not found', async () => {
    const world = await clipWorld()
    const other = await clipWorld()
    const { input } = world
    for (const verb of [previewDeletion, deleteThings] as const) {
      await expect(verb({ ctx: world.as(world.reviewer), input })).rejects.toMatchObject({ code: 'forbidden' })
      await expect(verb({ ctx: world.as(other.admin), input })).rejects.toMatchObject({ code: 'not-found' })
      const foreign = { ...input, ids: [other.videoId] }
      await expect(verb({ ctx: world.as(world.admin), input: foreign })).rejects.toMatchObject({ code: 'not-found' })
    }
    expect(await db.video.count({ where: { id: world.videoId, deletingAt: null } })).toBe(1)
  })
})

describe('at once', () => {
  test('[DE4] of two deletions one wins and the other is told', async () => {
    const world = await clipWorld()
    const ctx = world.as(world.admin)
    const ends = await Promise.allSettled([1, 2, 3].map(() => deleteThings({ ctx, input: world.input })))
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const end of ends) if (end.status === 'rejected') expect(end.reason).toMatchObject({ reason: 'deleting' })
    expect(await db.auditEvent.count({ where: { entityId: world.videoId, verb: 'video.delete' } })).toBe(1)
  })

  test('[DE5] against claims: either the claim came first and holds the clip, or the task is closed to it', async () => {
    for (let round = 0; round < 6; round += 1) {
      const world = await clipWorld(1)
      const claims = world.annotators.map((person) =>
        claimNext({ ctx: world.as(person), input: { projectId: world.project.id, exclude: [] } }),
      )
      const [deleted, ...claimed] = await Promise.allSettled([
        deleteThings({ ctx: world.as(world.admin), input: world.input }),
        ...claims,
      ])
      const given = claimed.filter((end) => end.status === 'fulfilled' && end.value.assignment !== null)
      expect(deleted?.status === 'fulfilled').toBe(given.length === 0)
      expect(await db.assignment.count({ where: { projectId: world.project.id } })).toBe(given.length)
    }
  })

  test('[DE4] a claim that is being made is waited for, and holds the clip', async () => {
    const world = await clipWorld(1)
    const [task] = world.tasks
    if (!task) throw new Error('no task')
    const ways = { taskId: task.id, projectId: world.project.id, userId: world.annotators[0].id }
    const claim = { ...ways, leaseUntil: new Date(), leftSide: 'A', taxonomyVersionId: world.taxonomy.id } as const
    const deletion = await db.$transaction(async (tx) => {
      await tx.task.update({ where: { id: task.id }, data: { taken: 1 } })
      await tx.assignment.create({ data: claim })
      const waits = deleteThings({ ctx: world.as(world.admin), input: world.input }).catch((error: unknown) => error)
      await expect
        .poll(
          () => db.$queryRaw`
            SELECT count(*)::int AS waiting FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        )
        .toEqual([{ waiting: 1 }])
      return { waits }
    })
    expect(await deletion.waits).toMatchObject({ reason: 'held' })
  })

  test('[DE5] an answer written late, after its lease ended and the clip was marked, is told so', async () => {
    const world = await clipWorld(1)
    const [annotator] = world.annotators
    const mine = world.as(annotator)
    const { assignment } = await claimNext({ ctx: mine, input: { projectId: world.project.id, exclude: [] } })
    if (!assignment) throw new Error('no task')
    const { fence } = assignment
    await db.assignment.update({ where: { id: assignment.id }, data: { state: 'released' } })
    await db.task.updateMany({ where: { projectId: world.project.id }, data: { taken: 0 } })
    await deleteThings({ ctx: world.as(world.admin), input: world.input })
    const late = submitAnnotation({
      ctx: mine,
      input: {
        assignmentId: assignment.id,
        fence,
        operationId: crypto.randomUUID(),
        answer: cleanScreenAnswer(world.pair),
        activeMs: 0,
      },
    })
    await expect(late).rejects.toMatchObject({ reason: 'lease-lost' })
    await carryOut(world)
    expect(await db.annotation.count({ where: { projectId: world.project.id } })).toBe(0)
  })

  test('[DE4] an answer that is there all the same takes the mark back, and the clip stays whole', async () => {
    const world = await clipWorld()
    await deleteThings({ ctx: world.as(world.admin), input: world.input })
    await answered(world)
    await carryOut(world)
    expect(await db.video.findUnique({ where: { id: world.videoId } })).toMatchObject({ deletingAt: null })
    expect(await db.annotation.count({ where: { projectId: world.project.id } })).toBe(1)
    const kept = await db.auditEvent.findFirst({ where: { entityId: world.videoId, verb: 'video.keep' } })
    expect(kept?.difference).toEqual({ heldBy: '1 answer' })
  })

  test('[DE4] a mark that is taken back gives the tasks back, save one whose other clip still goes', async () => {
    const world = await clipWorld()
    const tasks = () => db.task.findMany({ where: { projectId: world.project.id }, orderBy: { createdAt: 'asc' } })
    const before = (await tasks()).map(({ state }) => state)
    expect(before).toContain('open')
    await deleteThings({ ctx: world.as(world.admin), input: world.input })
    await answered(world)
    const other = world.pair.videoAId === world.videoId ? world.pair.videoBId : world.pair.videoAId
    await db.video.update({ where: { id: other }, data: { deletingAt: new Date() } })
    await carryOut(world)
    const pairTask = (await tasks()).find(({ pairId }) => pairId === world.pair.id)
    expect(pairTask?.state).toBe('closed')
    await db.video.update({ where: { id: other }, data: { deletingAt: null } })
    await db.video.update({ where: { id: world.videoId }, data: { deletingAt: new Date() } })
    await carryOut(world)
    expect((await tasks()).map(({ state }) => state)).not.toContain('closed')
    const items = await db.importItem.findMany({ where: { videoId: world.videoId } })
    expect(items.map(({ reason }) => reason)).not.toContain('The clip was deleted later.')
    const { assignment } = await claimNext({
      ctx: world.as(world.annotators[1]),
      input: { projectId: world.project.id, exclude: [] },
    })
    expect(assignment).not.toBeNull()
  })
})

describe('very many', () => {
  test('[DE6] as many clips as a large import brings are marked and unmarked at once', async () => {
    const world = await clipWorld()
    // More than a statement has parameters, in each of two columns.
    const others = Array.from({ length: 40_000 }, () => crypto.randomUUID())
    const order = { projectId: world.project.id, ids: [world.videoId, ...others], withClips: false }
    const states = async () => (await db.task.findMany({ where: { pairId: world.pair.id } })).map(({ state }) => state)
    await db.$transaction((tx) => videoRules.mark(tx, world.job, order))
    expect(await states()).toEqual(['closed'])
    await db.video.updateMany({ where: { id: world.videoId }, data: { deletingAt: null } })
    await db.$transaction(async (tx) => videoRules.unmark?.(tx, order))
    expect(await states()).toEqual(['open'])
  })
})

describe('objects', () => {
  test('[DE10] go when nothing needs the content, also frames; another project with it keeps them', async () => {
    const world = await clipWorld()
    const { storage } = world.media
    const { sha256, ...video } = await db.video.findUniqueOrThrow({ where: { id: world.videoId } })
    const keys = [mediaKeys.original(sha256), mediaKeys.poster(sha256), mediaKeys.frame(sha256, 3)]
    for (const key of keys) await storage.write(key, new Uint8Array([1]))
    const here = async () => Promise.all(keys.map(async (key) => (await storage.size(key)) !== null))
    const other = await clipWorld()
    await db.video.update({ where: { id: other.videoId }, data: { sha256 } })
    await deleteThings({ ctx: world.as(world.admin), input: world.input })
    await carryOut(world)
    expect(video.state).toBe('ready')
    const [removal] = await removalsOf(sha256)
    if (!removal) throw new Error('no removal was asked for')
    await removeMedia({ ctx: world.job, input: removal })
    expect(await here()).toEqual([true, true, true])
    await db.video.update({ where: { id: other.videoId }, data: { sha256: crypto.randomUUID() } })
    await removeMedia({ ctx: world.job, input: removal })
    expect(await here()).toEqual([false, false, false])
    await removeMedia({ ctx: world.job, input: removal })
  })

  test('[DE10] a removal that was killed half way gives them back to an import of the same content', async () => {
    const world = await clipWorld()
    const { storage } = world.media
    const { sha256 } = await db.video.findUniqueOrThrow({ where: { id: world.videoId } })
    const key = mediaKeys.original(sha256)
    await storage.write(`removed/${key}`, new Uint8Array([7]))
    await removeMedia({ ctx: world.job, input: { sha256, keys: [key], folders: [] } })
    expect(await storage.size(key)).toBe(1)
    expect(await storage.size(`removed/${key}`)).toBeNull()
  })
})
