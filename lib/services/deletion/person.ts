import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import { DeletePerson, type DeletionPreview, InPerson } from '@/lib/contracts/http/deletion'
import { jobs } from '@/lib/contracts/jobs'
import { counted, holdersText, MOST_NAMED, type Weight } from '@/lib/domain/deletion'
import { assignmentMachine } from '@/lib/domain/labelling'
import { audit, type Context, type Verb, withSnapshot, withTransaction } from '@/lib/platform/context'
import type { Tx, User } from '@/lib/platform/db'
import { conflict, invalid, notFound } from '@/lib/platform/errors'
import { enqueue } from '@/lib/platform/queue'
import { moveInSql } from '@/lib/platform/transition'
import { requireBrowser, requireOwner } from '@/lib/services/accounts'

/** The caller themselves, or anyone for an owner. @throws AppError unauthenticated, forbidden */
export async function requireOwnOrOwner(tx: Tx, ctx: Context, userId: string): Promise<string> {
  const caller = requireBrowser(ctx).userId
  if (caller !== userId) await requireOwner(tx, ctx)
  return caller
}

async function findPerson(tx: Tx, userId: string): Promise<User> {
  const person = await tx.user.findFirst({ where: { id: userId, deletedAt: null } })
  if (!person) throw notFound('person')
  return person
}

/** Names of projects in which the person is the only active admin; archived ones too. */
async function soleAdminOf(tx: Tx, userId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    SELECT project.name FROM "Membership" AS mine JOIN "Project" AS project ON project.id = mine."projectId"
    WHERE mine."userId" = ${userId}::uuid AND mine.role = 'admin' AND mine.state = 'active'
      AND NOT EXISTS (
        SELECT FROM "Membership" AS other JOIN "User" AS person ON person.id = other."userId"
        WHERE other."projectId" = mine."projectId" AND other."userId" <> mine."userId"
          AND other.role = 'admin' AND other.state = 'active' AND person."disabledAt" IS NULL
      )
    ORDER BY project.name`
  return rows.map(({ name }) => name)
}

async function weighPerson(tx: Tx, person: User): Promise<Weight> {
  const userId = person.id
  const owners = await tx.user.count({ where: { isOwner: true, disabledAt: null, id: { not: userId } } })
  const alone = await soleAdminOf(tx, userId)
  return {
    goes: counted([
      { thing: 'members', count: await tx.membership.count({ where: { userId } }) },
      { thing: 'sessions', count: await tx.session.count({ where: { userId } }) },
      { thing: 'tokens', count: await tx.apiToken.count({ where: { userId } }) },
      { thing: 'invitations', count: await tx.invitation.count({ where: { email: person.email } }) },
      { thing: 'claims', count: await tx.assignment.count({ where: { userId, state: 'claimed' } }) },
    ]),
    stays: counted([
      { thing: 'answers', count: await tx.annotation.count({ where: { authorId: userId } }) },
      { thing: 'reviews', count: await tx.review.count({ where: { reviewerId: userId } }) },
      { thing: 'auditEvents', count: await tx.auditEvent.count({ where: { actorId: userId } }) },
    ]),
    holds: counted([
      { thing: 'ownership', count: person.isOwner && owners === 0 ? 1 : 0, names: [] },
      { thing: 'adminships', count: alone.length, names: alone.slice(0, MOST_NAMED) },
    ]),
  }
}

/** What deleting a person means. */
export async function previewPerson({ ctx, input }: Verb<InPerson>): Promise<DeletionPreview> {
  const { userId } = InPerson.parse(input)
  return withSnapshot(ctx, async ({ db }) => {
    await requireOwner(db, ctx)
    const person = await findPerson(db, userId)
    return { names: [`${person.name} (${person.email})`], ...(await weighPerson(db, person)) }
  })
}

/** Locked in one order: owners and admins who delete one another wait, and see what the other has done. */
async function lockPeople(tx: Tx, userId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM "User" WHERE "isOwner" OR id = ${userId}::uuid ORDER BY id FOR UPDATE`
  await tx.$queryRaw`
    SELECT id FROM "Membership" WHERE role = 'admin' AND state = 'active' AND "projectId" IN (
      SELECT "projectId" FROM "Membership" WHERE "userId" = ${userId}::uuid AND role = 'admin'
    ) ORDER BY id FOR UPDATE`
}

/** Places that the person holds go back to the queue; their drafts are deleted. */
async function letGoOfWork(tx: Tx, ctx: Context, userId: string): Promise<void> {
  const { set, mayMove } = moveInSql(assignmentMachine, { to: 'released' })
  const held = await tx.$queryRaw<{ taskId: string }[]>`
    UPDATE "Assignment" SET ${set}, fence = fence + 1, "closedAt" = ${ctx.now()}::timestamptz
    WHERE "userId" = ${userId}::uuid AND ${mayMove} RETURNING "taskId"`
  for (const { taskId } of held.toSorted((a, b) => (a.taskId < b.taskId ? -1 : 1))) {
    await tx.$executeRaw`UPDATE "Task" SET taken = taken - 1 WHERE id = ${taskId}::uuid`
  }
  await tx.$executeRaw`
    UPDATE "Assignment" SET draft = NULL, work = NULL WHERE "userId" = ${userId}::uuid AND state <> 'submitted'`
}

/** Every way to sign in, and everything that identifies the person. */
async function forget(tx: Tx, ctx: Context, person: User): Promise<{ name: string; email: string }> {
  const userId = person.id
  const name = `Former member ${randomBytes(4).toString('hex')}`
  const email = `${userId}@former.invalid`
  for (const { storageKey } of await tx.personExport.findMany({ where: { userId } })) {
    if (storageKey) await enqueue(tx, jobs.removeMedia, { sha256: null, keys: [storageKey], folders: [] })
  }
  await tx.personExport.deleteMany({ where: { userId } })
  await tx.session.deleteMany({ where: { userId } })
  await tx.knownDevice.deleteMany({ where: { userId } })
  await tx.recoveryCode.deleteMany({ where: { userId } })
  await tx.resetLink.deleteMany({ where: { OR: [{ userId }, { createdBy: userId }] } })
  await tx.apiToken.deleteMany({ where: { userId } })
  await tx.membership.deleteMany({ where: { userId } })
  await tx.invitation.deleteMany({ where: { email: person.email } })
  const now = ctx.now()
  const open = { invitedBy: userId, acceptedAt: null, revokedAt: null }
  await tx.invitation.updateMany({ where: open, data: { revokedAt: now } })
  const gone = { isOwner: false, passwordHash: null, totpSecret: null, totpSince: null, totpLastStep: null }
  await tx.$executeRaw`UPDATE "User" SET "keyBindings" = NULL WHERE id = ${userId}::uuid`
  await tx.user.update({
    where: { id: userId },
    data: { ...gone, name, email, disabledAt: now, deletedAt: now, sessionEpoch: { increment: 1 } },
  })
  return { name, email }
}

/**
 * Replaces a person by a pseudonym. Answers and reviews stay under it, also in releases; no one can sign in as them.
 * Source: docs/spec/deletion.md [DE12]
 * @throws AppError conflict `held` for the last owner and for the last admin of a project
 */
export async function deletePerson({ ctx, input }: Verb<DeletePerson>): Promise<{ done: true }> {
  const { userId, email } = DeletePerson.parse(input)
  return withTransaction(ctx, async (tx) => {
    await requireOwner(tx, ctx)
    await lockPeople(tx, userId)
    await requireOwner(tx, ctx)
    const person = await findPerson(tx, userId)
    if (person.email !== email) throw invalid('email', 'Type the e-mail address of this person to delete them.')
    const { goes, stays, holds } = await weighPerson(tx, person)
    if (holds.length > 0) throw conflict('held', `This person is the ${holdersText(holds)}. Nothing was deleted.`)
    await letGoOfWork(tx, ctx, userId)
    const pseudonym = await forget(tx, ctx, person)
    const words: [string, string][] = [[JSON.stringify(person.email), JSON.stringify(pseudonym.email)]]
    await enqueue(tx, jobs.redactPerson, { userId, words })
    const counts = Object.fromEntries([...goes, ...stays].map(({ thing, count }) => [thing, count]))
    const difference = { pseudonym: pseudonym.name, ...counts }
    await audit(tx, ctx, { projectId: null, verb: 'person.delete', entityId: userId, difference })
    return { done: true }
  })
}

const Input = jobs.redactPerson.payload
export type RedactPerson = z.infer<typeof Input>

const AT_ONCE = 1_000

/** Replaces the words that named a deleted person in the audit log; entries themselves stay. Source: docs/spec/deletion.md [DE12] */
export async function redactPerson({ ctx, input }: Verb<RedactPerson>): Promise<void> {
  const { userId, words } = Input.parse(input)
  for (const [found, shown] of words) {
    for (let changed = AT_ONCE; changed === AT_ONCE; ) {
      const [row] = await withTransaction(
        ctx,
        (tx) => tx.$queryRaw<{ changed: number }[]>`
          SELECT redact_audit(${userId}::uuid, ${found}::text, ${shown}::text, ${AT_ONCE}::int) AS changed`,
      )
      changed = row?.changed ?? 0
    }
  }
}
