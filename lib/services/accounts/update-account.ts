import { UpdateAccount } from '@/lib/contracts/http/credentials'
import { audit, type Context, type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { conflict, invalid, notFound } from '@/lib/platform/errors'
import { requireOwner } from './access'
import { endAllSessions } from './session-rows'

async function countOwners(tx: Tx): Promise<number> {
  // The lock makes two owners who disable each other wait for one another.
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "User" WHERE "isOwner" AND "disabledAt" IS NULL ORDER BY id FOR UPDATE`
  return rows.length
}

/** The owner becomes admin where no one else could manage the project. @returns those projects */
async function takeOverProjects(tx: Tx, ctx: Context, leaverId: string, ownerId: string | null): Promise<string[]> {
  await tx.$queryRaw`
    SELECT id FROM "Membership" WHERE role = 'admin' AND state = 'active' AND "projectId" IN (
      SELECT "projectId" FROM "Membership" WHERE "userId" = ${leaverId}::uuid AND role = 'admin' AND state = 'active')
    ORDER BY id FOR UPDATE`
  const left = await tx.project.findMany({
    where: {
      AND: [
        { memberships: { some: { userId: leaverId, role: 'admin', state: 'active' } } },
        { memberships: { none: { role: 'admin', state: 'active', user: { disabledAt: null } } } },
      ],
    },
    select: { id: true, name: true },
  })
  if (left.length > 0 && ownerId === null) {
    const names = left.map(({ name }) => name).join(', ')
    throw conflict('last-admin', `This person is the only admin of ${names}. Make someone else an admin there first.`)
  }
  for (const { id: projectId } of left) {
    const userId = ownerId ?? ''
    const role = { role: 'admin', state: 'active' } as const
    await tx.membership.upsert({
      where: { projectId_userId: { projectId, userId } },
      create: { projectId, userId, ...role, createdAt: ctx.now() },
      update: role,
    })
    const entry = { verb: 'member.take-over' as const, entityId: userId, difference: { from: leaverId } }
    await audit(tx, ctx, { projectId, ...entry })
  }
  return left.map(({ id }) => id)
}

/** Ends all access of a person: sessions, reset links, invitations they sent. Their tokens stop working too. */
async function closeDoors(tx: Tx, ctx: Context, userId: string): Promise<void> {
  await endAllSessions(tx, userId)
  await tx.resetLink.deleteMany({ where: { OR: [{ userId }, { createdBy: userId }] } })
  await tx.invitation.updateMany({
    where: { invitedBy: userId, acceptedAt: null, revokedAt: null },
    data: { revokedAt: ctx.now() },
  })
}

/** Disables or enables a person, makes or unmakes an owner. One active owner always stays. Source: docs/spec/accounts.md [US7] */
export async function updateAccount({ ctx, input }: Verb<UpdateAccount>): Promise<{ done: true }> {
  const { userId, state, isOwner } = UpdateAccount.parse(input)
  if (state === undefined && isOwner === undefined) throw invalid('nothing', 'Say what to change: state, or isOwner.')
  return withTransaction(ctx, async (tx) => {
    await countOwners(tx)
    const ownerId = await requireOwner(tx, ctx)
    const before = await tx.user.findUnique({ where: { id: userId, deletedAt: null } })
    if (!before) throw notFound('person')
    if (state === 'disabled' && userId === ownerId) throw invalid('self', 'Ask another owner to disable your account.')
    const isDisabled = state === undefined ? before.disabledAt !== null : state === 'disabled'
    await tx.user.update({
      where: { id: userId },
      data: { isOwner, disabledAt: isDisabled ? (before.disabledAt ?? ctx.now()) : null },
    })
    if ((await countOwners(tx)) === 0) {
      throw conflict('last-owner', 'This instance needs one active owner. Make someone else an owner first.')
    }
    const isLeaving = isDisabled && before.disabledAt === null
    if (isLeaving) await closeDoors(tx, ctx, userId)
    const takenOver = isLeaving ? await takeOverProjects(tx, ctx, userId, ownerId) : []
    const difference = {
      ...(state === undefined ? {} : { state }),
      ...(isOwner === undefined ? {} : { isOwner }),
      ...(takenOver.length > 0 ? { takenOver } : {}),
    }
    await audit(tx, ctx, { projectId: null, verb: 'account.update', entityId: userId, difference })
    return { done: true }
  })
}
