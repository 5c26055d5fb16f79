import { UpdateMember } from '@/lib/contracts/http/accounts'
import { audit, type Context, type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { conflict, invalid, notFound } from '@/lib/platform/errors'
import { requireAbility } from './access'

async function countAdmins(tx: Tx, projectId: string): Promise<number> {
  // The lock makes two admins who demote each other wait for one another.
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT m.id FROM "Membership" m JOIN "User" u ON u.id = m."userId" AND u."disabledAt" IS NULL
    WHERE m."projectId" = ${projectId}::uuid AND m.role = 'admin' AND m.state = 'active'
    ORDER BY m.id FOR UPDATE OF m`
  return rows.length
}

/**
 * Someone who may no longer invite must not keep a link with which they, or others, can join.
 * @returns how many were revoked
 */
async function closeInvitations(tx: Tx, ctx: Context, projectId: string, membershipId: string): Promise<number> {
  const member = await tx.membership.findFirst({ where: { id: membershipId, projectId } })
  if (!member || (member.role === 'admin' && member.state === 'active')) return 0
  const { count } = await tx.invitation.updateMany({
    where: { projectId, invitedBy: member.userId, acceptedAt: null, revokedAt: null },
    data: { revokedAt: ctx.now() },
  })
  return count
}

/** Changes a role, pauses or resumes a member. A project always keeps one active admin. Source: docs/spec/accounts.md [US10] */
export async function updateMember({ ctx, input }: Verb<UpdateMember>): Promise<{ done: true }> {
  const { projectId, membershipId, ...changes } = UpdateMember.parse(input)
  if (Object.keys(changes).length === 0) throw invalid('nothing', 'Say what to change: role, state, or both.')
  return withTransaction(ctx, async (tx) => {
    await countAdmins(tx, projectId)
    await requireAbility(tx, ctx, projectId, 'members.manage')
    const { count } = await tx.membership.updateMany({ where: { id: membershipId, projectId }, data: changes })
    if (count === 0) throw notFound('member')
    if ((await countAdmins(tx, projectId)) === 0) {
      throw conflict('last-admin', 'A project needs one active admin. Make someone else an admin first.')
    }
    const invitationsRevoked = await closeInvitations(tx, ctx, projectId, membershipId)
    await audit(tx, ctx, {
      projectId,
      verb: 'member.update',
      entityId: membershipId,
      difference: { ...changes, ...(invitationsRevoked > 0 ? { invitationsRevoked } : {}) },
    })
    return { done: true }
  })
}
