import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { EMPTY_ANSWER } from '@/lib/domain/labelling'
import type { User } from '@/lib/platform/db'
import { updateAccount } from '@/lib/services/accounts'
import { startSession } from '@/lib/services/accounts/session-rows'
import { claimNext } from '@/lib/services/labelling'
import {
  cleanAnswer,
  contextFor,
  createAnnotation,
  createLabellingProject,
  createMember,
  createUser,
} from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { createMediaProject } from '@/tests/support/media-project'
import { deletePerson, exportPerson, listPersonExports, previewPerson, redactPerson, writePersonExport } from './index'

const { db } = await testDatabase()

async function personWorld() {
  const { storage, job } = await createMediaProject(db)
  const world = await createLabellingProject(db, { tasks: 2 })
  const owner = await createUser(db, { isOwner: true })
  const [person] = world.annotators
  const [pair] = world.pairs
  const [task] = world.tasks
  if (!pair || !task) throw new Error('no task')
  const given = { task, userId: person.id, taxonomyVersionId: world.taxonomy.id }
  const { annotation } = await createAnnotation(db, { ...given, answer: cleanAnswer(pair) })
  await db.invitation.create({
    data: {
      projectId: world.project.id,
      email: person.email,
      role: 'annotator',
      tokenHash: crypto.randomUUID(),
      invitedBy: world.admin.id,
      expiresAt: new Date(),
      acceptedAt: new Date(),
    },
  })
  const invited = { projectId: world.project.id, verb: 'invitation.create', entityType: 'invitation', entityId: '1' }
  const event = await db.auditEvent.create({
    data: { ...invited, actorType: 'user', actorId: world.admin.id, difference: { email: person.email } },
  })
  const as = (who: { id: string }) => contextFor(db, who, { storage })
  return { ...world, person, owner, pair, annotation, event, storage, job, as }
}

/** Every kind of row with which someone signs in, or invites others. */
async function waysIn({ id: userId }: { id: string }, { owner, project }: { owner: User; project: { id: string } }) {
  const soon = new Date(Date.now() + 3_600_000)
  const secret = () => crypto.randomUUID()
  const ctx = contextFor(db, { type: 'anonymous' })
  await db.$transaction((tx) => startSession(tx, ctx, { userId, epoch: 0, agent: '' }))
  await db.knownDevice.create({ data: { userId, secretHash: secret(), lastSeenAt: new Date() } })
  await db.recoveryCode.create({ data: { userId, hash: secret() } })
  await db.apiToken.create({ data: { userId, name: 'script', prefix: 'fj_', hash: secret(), expiresAt: soon } })
  await db.resetLink.create({
    data: { userId, secretHash: secret(), createdBy: owner.id, createdAt: new Date(), expiresAt: soon },
  })
  await db.resetLink.create({
    data: { userId: owner.id, secretHash: secret(), createdBy: userId, createdAt: new Date(), expiresAt: soon },
  })
  const data = { email: 'friend@example.org', role: 'annotator' as const, tokenHash: secret(), expiresAt: soon }
  await db.invitation.create({ data: { ...data, projectId: project.id, invitedBy: userId } })
  await db.user.update({ where: { id: userId }, data: { passwordHash: 'x', keyBindings: {}, totpSecret: 'x' } })
}

describe('deleting a person', () => {
  test('[DE12] previews, then leaves a pseudonym: answers and audit stay, every way in and the address go', async () => {
    const world = await personWorld()
    const { person, job } = world
    const ctx = world.as(world.owner)
    const claim = await claimNext({ ctx: world.as(person), input: { projectId: world.project.id, exclude: [] } })
    expect(claim.assignment).not.toBeNull()
    const userId = person.id
    await waysIn(person, world)
    await db.assignment.updateMany({
      where: { userId, state: 'claimed' },
      data: { draft: { schemaVersion: 2 }, work: { schemaVersion: 1 } },
    })
    const preview = await previewPerson({ ctx, input: { userId: person.id } })
    expect(preview.names).toEqual([`${person.name} (${person.email})`])
    expect(preview.goes).toContainEqual({ thing: 'claims', count: 1 })
    expect(preview.stays).toContainEqual({ thing: 'answers', count: 1 })
    await deletePerson({ ctx, input: { userId: person.id, email: person.email } })
    const gone = await db.user.findUniqueOrThrow({ where: { id: person.id } })
    expect(gone.name).toMatch(/^Former member [0-9a-f]{8}$/)
    expect(gone).toMatchObject({ email: `${person.id}@former.invalid`, passwordHash: null, isOwner: false })
    expect(gone.disabledAt).not.toBeNull()
    expect(gone).toMatchObject({ keyBindings: null, totpSecret: null, totpSince: null, deletedAt: expect.any(Date) })
    const left = await Promise.all([
      db.membership.count({ where: { userId } }),
      db.session.count({ where: { userId } }),
      db.knownDevice.count({ where: { userId } }),
      db.recoveryCode.count({ where: { userId } }),
      db.apiToken.count({ where: { userId } }),
      db.resetLink.count({ where: { OR: [{ userId }, { createdBy: userId }] } }),
      db.personExport.count({ where: { userId } }),
      db.invitation.count({ where: { invitedBy: userId, revokedAt: null } }),
    ])
    expect(left).toEqual(left.map(() => 0))
    const [unsent] = await db.assignment.findMany({ where: { userId, state: 'released' } })
    expect(unsent).toMatchObject({ draft: null, work: null })
    expect(await db.invitation.count({ where: { email: person.email } })).toBe(0)
    expect(await db.annotation.findUnique({ where: { id: world.annotation.id } })).toMatchObject({
      authorId: person.id,
    })
    const held = await db.assignment.findMany({ where: { userId: person.id, state: 'claimed' } })
    expect(held).toEqual([])
    const tasks = await db.task.findMany({ where: { projectId: world.project.id }, orderBy: { id: 'asc' } })
    expect(tasks.map(({ taken }) => taken).sort()).toEqual([0, 1])
    const [queued] = await db.$queryRaw<{ payload: Parameters<typeof redactPerson>[0]['input'] }[]>`
      SELECT job.payload FROM graphile_worker._private_jobs AS job
      WHERE job.key = ${`deletion.redact-person:${person.id}`}`
    if (!queued) throw new Error('nothing was queued')
    await redactPerson({ ctx: job, input: queued.payload })
    const event = await db.auditEvent.findUniqueOrThrow({ where: { id: world.event.id } })
    expect(event).toEqual({ ...world.event, difference: { email: `${person.id}@former.invalid` } })
    const trail = await db.auditEvent.findMany({ where: { entityId: person.id } })
    expect(trail.map(({ verb }) => verb)).toEqual(['person.delete'])
    expect(JSON.stringify(trail)).not.toContain(person.email)
  })

  test('[DE12] the audit log lets nothing else be changed, and nobody but a deleted person be forgotten', async () => {
    const world = await personWorld()
    const asked = db.$queryRaw`
      SELECT redact_audit(${world.person.id}::uuid, ${world.person.email}::text, 'x'::text, 10)`
    await expect(asked).rejects.toThrow(/rows never change/)
    const byHand = db.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT set_config('framejury.redacting', ${world.person.id}, true)`
      await tx.$executeRaw`UPDATE "AuditEvent" SET verb = 'other' WHERE id = ${world.event.id}::uuid`
    })
    await expect(byHand).rejects.toThrow(/rows never change/)
  })

  test('[DE12] the last owner and the last admin of a project stay; two owners cannot delete each other', async () => {
    const world = await personWorld()
    const ctx = world.as(world.owner)
    const { admin } = world
    const remove = deletePerson({ ctx, input: { userId: admin.id, email: admin.email } })
    await expect(remove).rejects.toThrow(`1 project without another admin (${world.project.name})`)
    const other = await createMember(db, world.project.id, 'admin')
    await db.user.update({ where: { id: other.id }, data: { disabledAt: new Date() } })
    await expect(deletePerson({ ctx, input: { userId: admin.id, email: admin.email } })).rejects.toThrow('1 project')
    await db.user.update({ where: { id: other.id }, data: { disabledAt: null } })
    await deletePerson({ ctx, input: { userId: admin.id, email: admin.email } })
    await db.user.updateMany({ where: { isOwner: true, id: { not: world.owner.id } }, data: { isOwner: false } })
    const myself = { userId: world.owner.id, email: world.owner.email }
    await expect(deletePerson({ ctx, input: myself })).rejects.toThrow('last owner')
    const second = await createUser(db, { isOwner: true })
    const ends = await Promise.allSettled([
      deletePerson({ ctx, input: { userId: second.id, email: second.email } }),
      deletePerson({ ctx: world.as(second), input: myself }),
    ])
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await db.user.count({ where: { isOwner: true, disabledAt: null } })).toBe(1)
  })

  test('nobody but an owner may, and the address must be typed', async () => {
    const world = await personWorld()
    const input = { userId: world.person.id, email: world.person.email }
    for (const who of [world.admin, world.reviewer, world.person]) {
      await expect(deletePerson({ ctx: world.as(who), input })).rejects.toMatchObject({ code: 'forbidden' })
    }
    const other = deletePerson({ ctx: world.as(world.owner), input: { ...input, email: 'other@example.org' } })
    await expect(other).rejects.toMatchObject({ reason: 'email' })
    await deletePerson({ ctx: world.as(world.owner), input })
    const enabled = updateAccount({ ctx: world.as(world.owner), input: { userId: input.userId, state: 'active' } })
    await expect(enabled).rejects.toMatchObject({ code: 'not-found' })
    await expect(deletePerson({ ctx: world.as(world.owner), input })).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe("a person's data", () => {
  test('[DE13] is one JSON file of their own, in left and right, without generators, files and ids of clips', async () => {
    const world = await personWorld()
    const { person, job } = world
    const input = { userId: person.id }
    const ctx = world.as(person)
    const { id: assignmentId } = await db.assignment.findFirstOrThrow({ where: input })
    const first = { ...EMPTY_ANSWER, preference: 'tie_bad' as const, comment: 'at first sight' }
    await db.firstAnswer.create({
      data: { assignmentId, answer: first, activeMs: 7, operationId: crypto.randomUUID() },
    })
    const asked = await exportPerson({ ctx, input })
    await expect(exportPerson({ ctx, input })).rejects.toMatchObject({ reason: 'building' })
    await writePersonExport({ ctx: job, input: { exportId: asked.id } })
    await writePersonExport({ ctx: job, input: { exportId: asked.id } })
    const { items } = await listPersonExports({ ctx, input: { ...input, limit: 10 } })
    expect(items).toMatchObject([{ id: asked.id, state: 'ready', url: expect.stringContaining('/api/media/') }])
    const row = await db.personExport.findUniqueOrThrow({ where: { id: asked.id } })
    const text = await readFile(await world.storage.localPath(row.storageKey ?? ''), 'utf8')
    expect(Number(row.sizeBytes)).toBe(Buffer.byteLength(text))
    const data = JSON.parse(text)
    expect(data).toMatchObject({
      schemaVersion: 1,
      account: { email: person.email },
      memberships: [{ role: 'annotator' }],
      answers: [{ preference: 'tie_good', noDistortion: [{ side: 'left' }, { side: 'right' }] }],
      tasks: [
        {
          state: 'submitted',
          draft: { preference: 'tie_good' },
          firstAnswer: { preference: 'tie_bad', comment: 'at first sight' },
        },
      ],
      reviews: [],
    })
    expect(data.auditLog.map(({ verb }: { verb: string }) => verb)).toEqual(['person.export'])
    const generators = await db.generator.findMany({ where: { projectId: world.project.id } })
    const videos = await db.video.findMany({ where: { projectId: world.project.id } })
    for (const word of [...generators.map(({ name }) => name), ...videos.flatMap((clip) => [clip.id, clip.fileName])]) {
      expect(text).not.toContain(word)
    }
    const [queued] = await db.$queryRaw<{ run_at: Date }[]>`
      SELECT run_at FROM graphile_worker.jobs WHERE key = ${`deletion.remove-media:${row.storageKey}`}`
    expect(queued?.run_at.getTime()).toBe(row.expiresAt.getTime())
  })

  test('[DE13] there are five files of a person at most, so that asking again and again fills no disk', async () => {
    const { person, job, as } = await personWorld()
    const input = { userId: person.id }
    for (let file = 0; file < 5; file += 1) {
      const { id } = await exportPerson({ ctx: as(person), input })
      await writePersonExport({ ctx: job, input: { exportId: id } })
    }
    await expect(exportPerson({ ctx: as(person), input })).rejects.toMatchObject({ reason: 'too-many-files' })
    const expired = { expiresAt: new Date(Date.now() - 1000) }
    const [oldest] = await db.personExport.findMany({ where: input, orderBy: { createdAt: 'asc' }, take: 1 })
    await db.personExport.update({ where: { id: oldest?.id ?? '' }, data: expired })
    await expect(exportPerson({ ctx: as(person), input })).resolves.toMatchObject({ state: 'building' })
  })

  test('[DE13] is for the person and for owners; their deletion takes the file along', async () => {
    const world = await personWorld()
    const input = { userId: world.person.id }
    for (const who of [world.admin, world.reviewer]) {
      await expect(exportPerson({ ctx: world.as(who), input })).rejects.toMatchObject({ code: 'forbidden' })
      const list = listPersonExports({ ctx: world.as(who), input: { ...input, limit: 10 } })
      await expect(list).rejects.toMatchObject({ code: 'forbidden' })
    }
    const { id } = await exportPerson({ ctx: world.as(world.owner), input })
    await writePersonExport({ ctx: world.job, input: { exportId: id } })
    const { storageKey } = await db.personExport.findUniqueOrThrow({ where: { id } })
    await deletePerson({ ctx: world.as(world.owner), input: { ...input, email: world.person.email } })
    expect(await db.personExport.count({ where: { id } })).toBe(0)
    const [queued] = await db.$queryRaw<{ run_at: Date }[]>`
      SELECT run_at FROM graphile_worker.jobs WHERE key = ${`deletion.remove-media:${storageKey}`}`
    expect(queued?.run_at.getTime()).toBeLessThanOrEqual(Date.now() + 1000)
  })
})
