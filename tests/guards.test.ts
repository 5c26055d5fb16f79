import { expect, test } from 'vitest'
import type { BoxColumns } from '@/lib/platform/box-columns'
import type { Prisma } from '@/lib/platform/db'
import {
  cleanAnswer,
  createAnnotation,
  createLabellingProject,
  createProject,
  createRun,
  createRunVideo,
} from '@/prisma/factories'
import { testDatabase } from './setup/database'

const TRACK = '01900000-0000-7000-8000-0000000000cc'
const REFUSED = /rows never change/

async function annotated() {
  const { db } = await testDatabase()
  const world = await createLabellingProject(db, { tasks: 2 })
  const [pair] = world.pairs
  const [task] = world.tasks
  if (!pair || !task) throw new Error('the factory made no task')
  const { annotation } = await createAnnotation(db, {
    task,
    userId: world.annotators[0].id,
    taxonomyVersionId: world.taxonomy.id,
    answer: cleanAnswer(pair),
  })
  return { db, ...world, pair, task, annotation }
}

test('an audit event can be added but neither changed nor removed', async () => {
  const { db } = await testDatabase()
  const event = { actorType: 'system', verb: 'test.run', entityType: 'test', entityId: '1' }
  const { id } = await db.auditEvent.create({ data: event })
  await expect(db.auditEvent.update({ where: { id }, data: { verb: 'other' } })).rejects.toThrow(REFUSED)
  await expect(db.auditEvent.delete({ where: { id } })).rejects.toThrow(REFUSED)
  await expect(db.$executeRaw`TRUNCATE "AuditEvent"`).rejects.toThrow(REFUSED)
  expect((await db.auditEvent.findUniqueOrThrow({ where: { id } })).verb).toBe('test.run')
})

test('a draft of the taxonomy changes; once published it neither changes nor goes, except with its project', async () => {
  const { db } = await testDatabase()
  const project = await createProject(db)
  const draft = await db.taxonomyVersion.create({ data: { projectId: project.id, number: 1, tree: {} } })
  const where = { id: draft.id }
  await db.taxonomyVersion.update({ where, data: { tree: { changed: true } } })
  await db.taxonomyVersion.update({ where, data: { state: 'published' } })
  await expect(db.taxonomyVersion.update({ where, data: { tree: {} } })).rejects.toThrow(REFUSED)
  await expect(db.taxonomyVersion.delete({ where })).rejects.toThrow(REFUSED)
  await expect(db.project.delete({ where: { id: project.id } })).rejects.toThrow(REFUSED)
  await db.project.update({ where: { id: project.id }, data: { deletingAt: new Date() } })
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT "begin_deletion"('Project', ${project.id}::uuid)`
    await tx.project.delete({ where: { id: project.id } })
  })
  expect(await db.taxonomyVersion.findUnique({ where })).toBeNull()
})

test('a submitted annotation and its verdicts never change', async () => {
  const { db, annotation } = await annotated()
  const where = { id: annotation.id }
  await expect(db.annotation.update({ where, data: { preference: 'A' } })).rejects.toThrow(REFUSED)
  await expect(
    db.frameVerdict.updateMany({ where: { annotationId: annotation.id }, data: { side: 'A' } }),
  ).rejects.toThrow(REFUSED)
})

const PLACES: [string, Partial<BoxColumns>, boolean][] = [
  ['half a box', { boxX: 0.1, boxY: 0.1 }, false],
  ['a box outside the frame', { boxX: 0.6, boxY: 0, boxW: 0.5, boxH: 0.5 }, false],
  ['a box without width', { boxX: 0.1, boxY: 0.1, boxW: 0, boxH: 0.5 }, false],
  ['a box that fills the frame', { boxX: 0, boxY: 0, boxW: 1, boxH: 1 }, true],
  ['no box', {}, true],
]

test.each(PLACES)('a mark with %s is kept: %j', async (_, box, kept) => {
  const { db, annotation } = await annotated()
  const mark = { annotationId: annotation.id, side: 'A', frameIndex: 0, ptsUs: 0n, labelKey: 'face', ...box } as const
  const created = db.mark.create({ data: mark })
  if (kept) await expect(created).resolves.toMatchObject(box)
  else await expect(created).rejects.toThrow('Mark_box_check')
})

test.each(PLACES)('a proposal with %s is kept: %j', async (_, box, kept) => {
  const { db, project, pair } = await annotated()
  const run = await createRun(db, { projectId: project.id })
  const video = await db.video.findUniqueOrThrow({ where: { id: pair.videoAId } })
  const { runVideo } = await createRunVideo(db, { runId: run.id, video })
  const where = { runVideoId: runVideo.id, videoId: video.id, frameIndex: 0, ptsUs: 0n }
  const created = db.proposal.create({ data: { ...where, labelKey: 'face', probability: 1, score: 1, ...box } })
  if (kept) await expect(created).resolves.toMatchObject(box)
  else await expect(created).rejects.toThrow('Proposal_box_check')
})

test.each([
  ['drawn on a track', { trackId: TRACK }, true],
  ['computed on a track', { trackId: TRACK, interpolated: true }, true],
  ['computed without a track', { interpolated: true }, false],
  ['computed and copied from a proposal', { trackId: TRACK, interpolated: true, proposalId: TRACK }, false],
])('a mark %s is kept: %j', async (_, track: Partial<Prisma.MarkUncheckedCreateInput>, kept) => {
  const { db, annotation } = await annotated()
  const mark = { annotationId: annotation.id, side: 'A', frameIndex: 0, ptsUs: 0n, labelKey: 'face', ...track } as const
  const created = db.mark.create({ data: mark })
  if (kept) await expect(created).resolves.toMatchObject(track)
  else await expect(created).rejects.toThrow('Mark_track_check')
})

test('only a preferred side is slightly or strongly better', async () => {
  const { db, annotation } = await annotated()
  const { id: _, createdAt: __, ...rest } = annotation
  const say = (preference: 'A' | 'tie_bad' | null) =>
    db.annotation.create({ data: { ...rest, operationId: crypto.randomUUID(), preference, strength: 'slight' } })
  await expect(say('A')).resolves.toMatchObject({ strength: 'slight' })
  for (const preference of ['tie_bad', null] as const) {
    await expect(say(preference)).rejects.toThrow('Annotation_strength_check')
  }
})

test('an example picture is a part of a frame, once for a label', async () => {
  const { db, project, pair } = await annotated()
  const place = { projectId: project.id, labelKey: 'face', videoId: pair.videoAId, frameIndex: 3 }
  const box = { boxX: 0.5, boxY: 0.5, boxW: 0.5, boxH: 0.5 }
  await db.labelExample.create({ data: { ...place, ...box, kind: 'positive' } })
  await expect(db.labelExample.create({ data: { ...place, ...box, kind: 'negative' } })).rejects.toThrow(/[Uu]nique/)
  for (const wrong of [{ boxW: 0.6 }, { boxH: 0 }, { boxX: -0.1 }, { frameIndex: -1 }]) {
    const created = db.labelExample.create({ data: { ...place, ...box, ...wrong, kind: 'positive' } })
    await expect(created).rejects.toThrow('LabelExample_box_check')
  }
})

test('a task never takes or counts more answers than its overlap', async () => {
  const { db, task } = await annotated()
  const where = { id: task.id }
  await expect(db.task.update({ where, data: { taken: 3 } })).rejects.toThrow('Task_counts_check')
  await expect(db.task.update({ where, data: { answered: 3 } })).rejects.toThrow(/Task_\w+_check/)
})

test('two videos have one pair of a kind and time, whichever is A', async () => {
  const { db, pair } = await annotated()
  const { id: _, createdAt: __, ...rest } = pair
  const swapped = { ...rest, videoAId: pair.videoBId, videoBId: pair.videoAId }
  for (const again of [rest, swapped]) await expect(db.pair.create({ data: again })).rejects.toThrow(/[Uu]nique/)
  const later = { ...swapped, timestampUs: 77_000_000n }
  await expect(db.pair.create({ data: later })).resolves.toMatchObject({ videoAId: pair.videoBId })
  const alone = { ...later, videoBId: pair.videoBId }
  await expect(db.pair.create({ data: alone })).rejects.toThrow('Pair_two_videos_check')
})

test('an email is stored in lower case', async () => {
  const { db } = await testDatabase()
  await expect(db.user.create({ data: { email: 'Ada@Example.org', name: 'Ada' } })).rejects.toThrow('User_email_check')
})
