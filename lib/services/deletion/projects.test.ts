import { describe, expect, test } from 'vitest'
import { env } from '@/lib/platform/env'
import { getMe } from '@/lib/services/accounts'
import { createRelease } from '@/lib/services/exports'
import { claimNext, listMembers } from '@/lib/services/labelling'
import {
  cleanAnswer,
  contextFor,
  createAnnotation,
  createLabellingProject,
  createMember,
  createProject,
  createRun,
  createRunVideo,
  createUser,
} from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { createMediaProject } from '@/tests/support/media-project'
import { archiveProject, deleteProject, listArchived, previewProject, removeProject, unarchiveProject } from './index'

const { db } = await testDatabase()

/** A project with an answer that refers to a proposal, a correction, a release and an import. */
async function fullProject() {
  const { storage, job } = await createMediaProject(db)
  const world = await createLabellingProject(db, { tasks: 2 })
  const projectId = world.project.id
  const [pair] = world.pairs
  const [task] = world.tasks
  if (!pair || !task) throw new Error('no task')
  const video = await db.video.findUniqueOrThrow({ where: { id: pair.videoAId } })
  const run = await createRun(db, { projectId })
  const proposals = [{ frameIndex: 0, labelKey: 'motion_blur' }]
  const made = await createRunVideo(db, { runId: run.id, video, scores: [{ frameIndex: 0, score: 2 }], proposals })
  const given = { task, userId: world.annotators[0].id, taxonomyVersionId: world.taxonomy.id }
  const { annotation } = await createAnnotation(db, { ...given, answer: cleanAnswer(pair) })
  const { id: _, createdAt: __, ...same } = annotation
  const corrected = {
    ...same,
    kind: 'correction' as const,
    supersedesId: annotation.id,
    operationId: crypto.randomUUID(),
  }
  const correction = await db.annotation.create({ data: { ...corrected, authorId: world.reviewer.id } })
  await db.review.create({
    data: {
      projectId,
      annotationId: annotation.id,
      reviewerId: world.reviewer.id,
      verdict: 'correct',
      resultAnnotationId: correction.id,
      operationId: crypto.randomUUID(),
    },
  })
  const outcome = { annotationId: annotation.id, proposalId: made.proposals[0]?.id ?? '' }
  await db.proposalOutcome.create({ data: { ...outcome, outcome: 'accepted' } })
  const ctx = contextFor(db, world.admin, { storage })
  const release = await createRelease({ ctx, input: { projectId, name: 'Round 1' } as never })
  await db.releaseItem.create({
    data: { releaseId: release.id, pairId: pair.id, split: 'train', consensus: {}, votes: {} },
  })
  await db.import.create({ data: { projectId, source: 'folder', items: { create: { file: 'a', videoId: video.id } } } })
  await db.agreementRun.create({ data: { projectId, inputsHash: 'x', figures: {} } })
  return { ...world, projectId, ctx, job, storage, video }
}

async function archived() {
  const world = await fullProject()
  await archiveProject({ ctx: world.ctx, input: { projectId: world.projectId } })
  return world
}

async function verbsOf(entityId: string) {
  const rows = await db.auditEvent.findMany({ where: { entityId }, orderBy: { at: 'asc' } })
  return rows.map(({ verb }) => verb)
}

describe('archiving', () => {
  test('[DE11] nobody reaches it but its admins and owners, who list it and bring it back as it was', async () => {
    const world = await archived()
    const { projectId } = world
    const person = contextFor(db, world.annotators[1])
    await expect(claimNext({ ctx: person, input: { projectId, exclude: [] } })).rejects.toMatchObject({
      code: 'not-found',
    })
    const members = listMembers({ ctx: world.ctx, input: { projectId, limit: 10 } })
    await expect(members).rejects.toMatchObject({ code: 'not-found' })
    expect((await getMe({ ctx: world.ctx, input: undefined })).projects).toEqual([])
    const owner = contextFor(db, await createUser(db, { isOwner: true }))
    const page = { limit: 100 }
    const ids = async (ctx: typeof owner) => (await listArchived({ ctx, input: page })).items.map(({ id }) => id)
    expect(await ids(world.ctx)).toEqual([projectId])
    expect(await ids(owner)).toContain(projectId)
    expect(await ids(person)).toEqual([])
    await expect(unarchiveProject({ ctx: person, input: { projectId } })).rejects.toMatchObject({ code: 'not-found' })
    await unarchiveProject({ ctx: owner, input: { projectId } })
    expect((await claimNext({ ctx: person, input: { projectId, exclude: [] } })).assignment).not.toBeNull()
    expect((await verbsOf(projectId)).slice(-2)).toEqual(['project.archive', 'project.unarchive'])
  })

  test('[US9] where a second factor is required, archived projects are listed to admins and owners who have one', async () => {
    const world = await archived()
    const owner = await createUser(db, { isOwner: true })
    const other = contextFor(db, world.annotators[1])
    const listed = (ctx: typeof other) => listArchived({ ctx, input: { limit: 100 } })
    const settings = env()
    settings.FRAMEJURY_REQUIRE_TOTP = 'admins'
    try {
      for (const ctx of [world.ctx, contextFor(db, owner)])
        await expect(listed(ctx)).rejects.toMatchObject({ reason: 'second-factor' })
      expect((await listed(other)).items).toEqual([])
      await db.user.update({ where: { id: owner.id }, data: { totpSince: new Date() } })
      expect((await listed(contextFor(db, owner))).items.map(({ id }) => id)).toContain(world.projectId)
    } finally {
      settings.FRAMEJURY_REQUIRE_TOTP = 'nobody'
    }
  })

  test('a reviewer may not; a project that is not archived can be neither brought back nor deleted', async () => {
    const world = await fullProject()
    const { projectId, ctx } = world
    const input = { projectId }
    const reviewer = contextFor(db, world.reviewer)
    await expect(archiveProject({ ctx: reviewer, input })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(unarchiveProject({ ctx, input })).rejects.toMatchObject({ code: 'not-found' })
    const remove = deleteProject({ ctx, input: { projectId, slug: world.project.slug } })
    await expect(remove).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('deleting', () => {
  test('[DE1] [DE11] takes everything, killed and taken up again; audit entries stay, other projects too', async () => {
    const world = await archived()
    const { projectId, ctx, job } = world
    const other = await fullProject()
    const before = await db.auditEvent.count({ where: { projectId } })
    const preview = await previewProject({ ctx, input: { projectId } })
    expect(preview.goes).toContainEqual({ thing: 'answers', count: 2 })
    expect(preview.stays).toEqual([{ thing: 'auditEvents', count: before }])
    await deleteProject({ ctx, input: { projectId, slug: world.project.slug } })
    await expect(unarchiveProject({ ctx, input: { projectId } })).rejects.toMatchObject({ reason: 'deleting' })
    const killed = removeProject({ ctx: job, input: { projectId }, signal: AbortSignal.abort() })
    await expect(killed).rejects.toThrow()
    await removeProject({ ctx: job, input: { projectId } })
    await removeProject({ ctx: job, input: { projectId } })
    expect(await db.project.findUnique({ where: { id: projectId } })).toBeNull()
    const where = { projectId }
    const left = await Promise.all([
      db.video.count({ where }),
      db.pair.count({ where }),
      db.annotation.count({ where }),
      db.assignment.count({ where }),
      db.review.count({ where }),
      db.run.count({ where }),
      db.release.count({ where }),
      db.taxonomyVersion.count({ where }),
      db.agreementRun.count({ where }),
      db.membership.count({ where }),
      db.prompt.count({ where }),
    ])
    expect(left.every((count) => count === 0)).toBe(true)
    expect(await db.auditEvent.count({ where })).toBeGreaterThan(before)
    const gone = await db.auditEvent.findFirst({ where: { projectId, verb: 'project.gone' } })
    expect(gone?.difference).toEqual({ name: world.project.name, slug: world.project.slug })
    expect(await db.annotation.count({ where: { projectId: other.projectId } })).toBe(2)
    const removals = await db.$queryRaw<{ key: string }[]>`
      SELECT key FROM graphile_worker.jobs WHERE key = ${`deletion.remove-media:${world.video.sha256}`}`
    expect(removals).toHaveLength(1)
  })

  test('wants its address typed, and is done once by two at once', async () => {
    const world = await archived()
    const { projectId, ctx } = world
    await expect(deleteProject({ ctx, input: { projectId, slug: 'another' } })).rejects.toMatchObject({
      reason: 'slug',
    })
    const input = { projectId, slug: world.project.slug }
    const ends = await Promise.allSettled([1, 2].map(() => deleteProject({ ctx, input })))
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await db.auditEvent.count({ where: { projectId, verb: 'project.delete' } })).toBe(1)
  })

  test('an admin of another project, and a member who is no admin, find nothing to delete', async () => {
    const world = await archived()
    const input = { projectId: world.projectId, slug: world.project.slug }
    const foreign = await createMember(db, (await createProject(db)).id, 'admin')
    for (const person of [foreign, world.reviewer]) {
      const remove = deleteProject({ ctx: contextFor(db, person), input })
      await expect(remove).rejects.toMatchObject({ code: 'not-found' })
    }
  })
})
