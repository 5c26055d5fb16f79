import { describe, expect, test } from 'vitest'
import type { DeletionKind } from '@/lib/domain/deletion'
import { createDb } from '@/lib/platform/db'
import { buildRelease, createRelease } from '@/lib/services/exports'
import { openImport, receiveFile } from '@/lib/services/media'
import { showRun } from '@/lib/services/proposals'
import { scoreVideo } from '@/lib/services/proposals/score-video'
import {
  cleanAnswer,
  createAnnotation,
  createFramePairs,
  createLabellingProject,
  createModelVersion,
  createPair,
  createRun,
  createRunVideo,
  createTask,
  createTaxonomyVersion,
} from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { createMediaProject } from '@/tests/support/media-project'
import { arithmeticEngine, createRunProject, startedRun } from '@/tests/support/run-project'
import { carryOutDeletion } from './carry-out-deletion'
import { deleteThings } from './delete-things'
import { previewDeletion } from './preview-deletion'

const { db, url } = await testDatabase()
const media = {
  ingest: () => Promise.reject(new Error('not asked for')),
  frameImages: () => {
    throw new Error('not asked for')
  },
}

function orderOf(projectId: string, kind: DeletionKind, id: string, withClips = false) {
  return { projectId, kind, ids: [id], withClips }
}

async function verbsOf(entityId: string) {
  const rows = await db.auditEvent.findMany({ where: { entityId }, orderBy: { at: 'asc' } })
  return rows.map(({ verb }) => verb)
}

describe('a run', () => {
  test('[DE7] under way is cancelled, its worker stops, and nothing of it is left; a reviewer may not', async () => {
    const world = await createRunProject(db)
    const { run, clips } = await startedRun(db, world)
    await db.runShowing.updateMany({ where: { runId: run.id }, data: { untilAt: new Date() } })
    const input = orderOf(world.projectId, 'run', run.id)
    const ctx = world.as(world.admin)
    await expect(deleteThings({ ctx: world.as(world.reviewer), input })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(deleteThings({ ctx: world.as(world.stranger), input })).rejects.toMatchObject({ code: 'not-found' })
    const engine = arithmeticEngine({
      beforeBatch: async (batch) => {
        if (batch === 2) await deleteThings({ ctx, input })
      },
    })
    const signal = new AbortController().signal
    await scoreVideo({ ctx: world.job, input: { runVideoId: clips[0].id }, openEngine: engine.open, signal })
    expect(await db.run.findUnique({ where: { id: run.id } })).toMatchObject({ state: 'cancelled' })
    await carryOutDeletion({ ctx: world.job, input: { kind: 'run', id: run.id } })
    expect(await db.run.findUnique({ where: { id: run.id } })).toBeNull()
    expect(await db.frameScore.count({ where: { runVideo: { runId: run.id } } })).toBe(0)
    expect(await db.video.count({ where: { projectId: world.projectId } })).toBe(2)
    expect((await verbsOf(run.id)).slice(-2)).toEqual(['run.delete', 'run.gone'])
    // A job that was queued for a clip of it finds nothing to do.
    await scoreVideo({ ctx: world.job, input: { runVideoId: clips[1].id }, openEngine: engine.open, signal })
  })

  test('[DE7] is held while it is shown, and by the answers that speak of its proposals', async () => {
    const world = await createRunProject(db)
    const run = await createRun(db, { projectId: world.projectId, modelVersionId: world.model.id })
    const proposals = [{ frameIndex: 0, labelKey: 'motion_blur' }]
    const made = await createRunVideo(db, { runId: run.id, video: world.videos[0], proposals })
    const input = orderOf(world.projectId, 'run', run.id)
    const ctx = world.as(world.admin)
    await expect(deleteThings({ ctx, input })).rejects.toThrow('stop showing the run first')
    await showRun({ ctx, input: { projectId: world.projectId, runId: run.id, shown: false } })
    const taxonomy = await createTaxonomyVersion(db, { projectId: world.projectId })
    const [pair] = await createFramePairs(db, world.projectId, 1)
    if (!pair) throw new Error('no pair')
    const task = await createTask(db, pair)
    const answer = cleanAnswer(pair)
    const given = { task, userId: world.annotator.id, taxonomyVersionId: taxonomy.id, answer }
    const { annotation } = await createAnnotation(db, given)
    await db.proposalOutcome.create({
      data: { annotationId: annotation.id, proposalId: made.proposals[0]?.id ?? '', outcome: 'ignored' },
    })
    await expect(deleteThings({ ctx, input })).rejects.toThrow('This run is held by 1 answer.')
    const [shown] = await db.runShowing.findMany({ where: { runId: run.id } })
    const seen = await createPair(db, { videos: world.videos, kind: 'video' })
    const { id: taskId } = await createTask(db, seen)
    const { projectId, annotator } = world
    const facts = { taskId, projectId, userId: annotator.id, taxonomyVersionId: taxonomy.id, leftSide: 'A' } as const
    const claim = await db.assignment.create({
      data: { ...facts, leaseUntil: new Date(), claimedAt: shown?.fromAt ?? new Date() },
    })
    await expect(deleteThings({ ctx, input })).rejects.toThrow('1 task that somebody holds')
    await db.assignment.update({ where: { id: claim.id }, data: { state: 'released' } })
    expect((await previewDeletion({ ctx, input })).holds).toEqual([{ thing: 'answers', count: 1, names: [] }])
  })
})

describe('a model', () => {
  test('[DE8] is held by its runs, and goes with its evaluations', async () => {
    const world = await createRunProject(db)
    const { run } = await startedRun(db, world)
    const input = orderOf(world.projectId, 'model', world.model.id)
    const ctx = world.as(world.admin)
    await expect(deleteThings({ ctx, input })).rejects.toThrow(/^This model is held by 1 run \(\d{4}-/)
    await db.runShowing.updateMany({ where: { runId: run.id }, data: { untilAt: new Date() } })
    await deleteThings({ ctx, input: orderOf(world.projectId, 'run', run.id) })
    await carryOutDeletion({ ctx: world.job, input: { kind: 'run', id: run.id } })
    await db.evaluation.create({
      data: {
        projectId: world.projectId,
        modelVersionId: world.model.id,
        truth: 'people',
        state: 'done',
        inputsHash: 'x',
        figures: {},
      },
    })
    await deleteThings({ ctx, input })
    await carryOutDeletion({ ctx: world.job, input: { kind: 'model', id: world.model.id } })
    expect(await db.modelVersion.findUnique({ where: { id: world.model.id } })).toBeNull()
    expect(await db.evaluation.count({ where: { projectId: world.projectId } })).toBe(0)
  })
})

describe('a release', () => {
  async function releaseWorld() {
    const world = await createMediaProject(db)
    await createTaxonomyVersion(db, { projectId: world.projectId })
    const ctx = world.as(world.admin)
    const { id } = await createRelease({ ctx, input: { projectId: world.projectId, name: 'Round 1' } as never })
    return { ...world, ctx, id, input: orderOf(world.projectId, 'release', id) }
  }

  test('[DE9] that is being built goes; the build ends and leaves no file', async () => {
    const world = await releaseWorld()
    await deleteThings({ ctx: world.ctx, input: world.input })
    const signal = new AbortController().signal
    await buildRelease({ ctx: world.job, input: { releaseId: world.id }, media: media as never, signal })
    await carryOutDeletion({ ctx: world.job, input: { kind: 'release', id: world.id } })
    expect(await db.release.findUnique({ where: { id: world.id } })).toBeNull()
    const waiting = await db.$queryRaw<{ key: string }[]>`
      SELECT key FROM graphile_worker.jobs WHERE key = ${`exports.build-release:${world.id}`}`
    expect(waiting).toEqual([])
    expect(await verbsOf(world.id)).toEqual(['release.create', 'release.delete', 'release.gone'])
  })

  test('[DE9] against its own build: it is gone whole, or was built first; never ready and marked without an end', async () => {
    const world = await releaseWorld()
    const signal = new AbortController().signal
    await Promise.allSettled([
      buildRelease({ ctx: world.job, input: { releaseId: world.id }, media: media as never, signal }),
      deleteThings({ ctx: world.ctx, input: world.input }),
    ])
    await carryOutDeletion({ ctx: world.job, input: { kind: 'release', id: world.id } })
    expect(await db.release.findUnique({ where: { id: world.id } })).toBeNull()
  })

  test('[DE9] is held by the model that was trained on it', async () => {
    const world = await releaseWorld()
    const { manifest } = await createModelVersion(db, { projectId: world.projectId })
    const trained = { ...(manifest as object), training: { release: 'Round 1' } }
    await createModelVersion(db, { projectId: world.projectId, name: 'ours', manifest: trained })
    const remove = deleteThings({ ctx: world.ctx, input: world.input })
    await expect(remove).rejects.toThrow('This release is held by 1 model (ours 1).')
  })
})

describe('an import', () => {
  async function importWorld() {
    const world = await createMediaProject(db)
    const ctx = world.as(world.admin)
    const { id: importId } = await openImport({ ctx, input: { projectId: world.projectId, source: 'folder' } })
    const [pair] = await createFramePairs(db, world.projectId, 1)
    if (!pair) throw new Error('no pair')
    const brought = { importId, file: 'a.mp4', state: 'ready' as const, videoId: pair.videoAId }
    await db.importItem.create({ data: brought })
    return { ...world, ctx, importId, pair }
  }
  const carryOut = (world: Awaited<ReturnType<typeof importWorld>>) =>
    carryOutDeletion({ ctx: world.job, input: { kind: 'import', id: world.importId } })

  test('[DE6] goes with its list and the bytes that wait, and leaves its clips', async () => {
    const world = await importWorld()
    const localPath = await world.file('bytes')
    const { projectId, importId } = world
    await receiveFile({ ctx: world.ctx, input: { projectId, importId, file: 'b.mp4', localPath } })
    const input = orderOf(projectId, 'import', importId)
    const preview = await previewDeletion({ ctx: world.ctx, input })
    expect(preview).toMatchObject({ stays: [{ thing: 'videos', count: 1 }], holds: [] })
    await deleteThings({ ctx: world.ctx, input })
    await carryOut(world)
    expect(await db.import.findUnique({ where: { id: importId } })).toBeNull()
    expect(await db.video.count({ where: { projectId, deletingAt: null } })).toBe(2)
    const staged = await db.$queryRaw<unknown[]>`
      SELECT 1 FROM graphile_worker.jobs WHERE key LIKE ${`deletion.remove-media:uploads/${importId}/%`}`
    expect(staged).toHaveLength(1)
  })

  test('[DE6] takes the clips that it brought along when asked, unless one is held or another import has it too', async () => {
    const world = await importWorld()
    const { projectId, importId, pair } = world
    const input = orderOf(projectId, 'import', importId, true)
    const held = await db.importItem.create({ data: { importId, file: 'c.mp4', state: 'probing' } })
    await expect(deleteThings({ ctx: world.ctx, input })).rejects.toThrow('1 file that is being read (c.mp4)')
    await db.importItem.update({ where: { id: held.id }, data: { state: 'missing' } })
    const second = await openImport({ ctx: world.ctx, input: { projectId, source: 'again' } })
    const shared = { importId: second.id, file: 'a.mp4', state: 'ready' as const, videoId: pair.videoBId }
    await db.importItem.create({ data: shared })
    await db.importItem.create({ data: { ...shared, importId, file: 'd.mp4' } })
    await deleteThings({ ctx: world.ctx, input })
    await carryOut(world)
    expect(await db.video.findUnique({ where: { id: pair.videoAId } })).toMatchObject({ deletingAt: expect.any(Date) })
    await carryOutDeletion({ ctx: world.job, input: { kind: 'video', id: pair.videoAId } })
    expect(await db.video.findMany({ where: { projectId }, select: { id: true } })).toEqual([{ id: pair.videoBId }])
  })
})

describe('guards', () => {
  test('[DE1] [DE2] no row that counts goes by a plain statement, nor when only the setting is made by hand', async () => {
    const world = await createRunProject(db)
    const { run } = await startedRun(db, world)
    const plain = /refused: its rows never change and go only with what is marked/
    await expect(db.runVideo.deleteMany({ where: { runId: run.id } })).rejects.toThrow(plain)
    await expect(db.run.delete({ where: { id: run.id } })).rejects.toThrow(plain)
    await expect(db.video.delete({ where: { id: world.videos[0].id } })).rejects.toThrow(plain)
    await expect(db.user.delete({ where: { id: world.annotator.id } })).rejects.toThrow(plain)
    await expect(db.project.delete({ where: { id: world.projectId } })).rejects.toThrow(plain)
    await expect(db.modelVersion.deleteMany({ where: { projectId: world.projectId } })).rejects.toThrow(plain)
    const labelled = await createLabellingProject(db, { tasks: 1 })
    const [task, pair] = [labelled.tasks[0], labelled.pairs[0]]
    if (!task || !pair) throw new Error('no task')
    const facts = { task, userId: labelled.annotators[0].id, taxonomyVersionId: labelled.taxonomy.id }
    await createAnnotation(db, { ...facts, answer: cleanAnswer(pair) })
    const release = await db.release.create({
      data: {
        ...{ projectId: labelled.project.id, number: 1, name: 'R', gates: {}, seed: 0, asOf: new Date() },
        taxonomyVersionId: labelled.taxonomy.id,
        items: { create: { pairId: pair.id, split: 'train', consensus: {}, votes: {} } },
      },
    })
    const where = { projectId: labelled.project.id }
    await expect(db.releaseItem.deleteMany({ where: { releaseId: release.id } })).rejects.toThrow(plain)
    await expect(db.release.deleteMany({ where })).rejects.toThrow(plain)
    await expect(db.annotation.deleteMany({ where })).rejects.toThrow(plain)
    await expect(db.frameVerdict.deleteMany({ where: { annotation: where } })).rejects.toThrow(plain)
    await expect(db.assignment.deleteMany({ where })).rejects.toThrow(plain)
    await expect(db.task.deleteMany({ where })).rejects.toThrow(plain)
    await expect(db.pair.deleteMany({ where })).rejects.toThrow(plain)
    const byHand = db.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT set_config('framejury.deleting', ${`Run:${run.id}`}, true)`
      await tx.run.delete({ where: { id: run.id } })
    })
    await expect(byHand).rejects.toThrow(plain)
    const unmarked = db.$executeRaw`SELECT begin_deletion('Run', ${run.id}::uuid)`
    await expect(unmarked).rejects.toThrow('is not marked for deletion')
    await expect(db.$executeRaw`SELECT begin_deletion('User', ${world.admin.id}::uuid)`).rejects.toThrow('nothing that')
  })

  test('[DE2] the gate closes with its transaction', async () => {
    const world = await createRunProject(db)
    const run = await createRun(db, { projectId: world.projectId, deletingAt: new Date() })
    // One connection, so that what is left of the transaction would be met.
    const one = createDb(url, 1)
    await one.$transaction((tx) => tx.$executeRaw`SELECT begin_deletion('Run', ${run.id}::uuid)`)
    await expect(one.run.delete({ where: { id: run.id } })).rejects.toThrow(/never change/)
    await one.$disconnect()
  })

  test('[DE1] an open gate lets go what it names, and nothing beside', async () => {
    const world = await createRunProject(db)
    const first = await createRun(db, { projectId: world.projectId, deletingAt: new Date() })
    const second = await createRun(db, { projectId: world.projectId, deletingAt: new Date() })
    const other = db.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT begin_deletion('Run', ${first.id}::uuid)`
      await tx.run.delete({ where: { id: second.id } })
    })
    await expect(other).rejects.toThrow(/never change/)
    const answers = db.$transaction(async (tx) => {
      const [pair] = await createFramePairs(db, world.projectId, 1)
      if (!pair) throw new Error('no pair')
      const task = await createTask(db, pair)
      const taxonomy = await createTaxonomyVersion(db, { projectId: world.projectId })
      const answer = cleanAnswer(pair)
      await createAnnotation(db, { task, userId: world.annotator.id, taxonomyVersionId: taxonomy.id, answer })
      await db.video.update({ where: { id: pair.videoAId }, data: { deletingAt: new Date() } })
      await tx.$executeRaw`SELECT begin_deletion('Video', ${pair.videoAId}::uuid)`
      await tx.pair.delete({ where: { id: pair.id } })
    })
    await expect(answers).rejects.toThrow(/DELETE of "Annotation" is refused/)
  })
})
