import { expect, test } from 'vitest'
import { hashPassword } from '@/lib/platform/secrets'
import { createUser } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { createTeam, type Team } from '@/tests/setup/team'
import { acceptInvitation } from './accept-invitation'
import { createInvitation } from './create-invitation'
import { listInvitations, readInvitation } from './read-invitations'
import { revokeInvitation } from './revoke-invitation'

const { db } = await testDatabase()
const PASSWORD = 'a short sentence is fine'
const DAY_MS = 86_400_000

async function invite(team: Team, email: string, role: 'reviewer' | 'annotator' = 'annotator') {
  const input = { projectId: team.projectId, email, role }
  const { invitationId, link } = await createInvitation({ ctx: team.ctx('admin'), input })
  return { invitationId, secret: link.replace('/invitation#', '') }
}

function accept(team: Team, secret: string, password = PASSWORD, name = 'New Person') {
  return acceptInvitation({ ctx: team.ctx('anonymous'), input: { secret, name, password } })
}

test('makes a link, stores only its hash, and audits', async () => {
  const team = await createTeam(db)
  const { invitationId, secret } = await invite(team, 'ONE@example.org ')
  const row = await db.invitation.findUniqueOrThrow({ where: { id: invitationId } })
  expect(row.email).toBe('one@example.org')
  expect(JSON.stringify(row)).not.toContain(secret)
  expect(await db.auditEvent.findMany({ where: { projectId: team.projectId } })).toMatchObject([
    { verb: 'invitation.create', entityId: invitationId },
  ])
})

test('only an admin of the project invites, lists and revokes', async () => {
  const team = await createTeam(db)
  const { invitationId } = await invite(team, 'two@example.org')
  const { projectId } = team
  for (const [who, code] of [
    ['reviewer', 'forbidden'],
    ['foreign', 'not-found'],
    ['anonymous', 'unauthenticated'],
  ] as const) {
    const ctx = team.ctx(who)
    const input = { projectId, email: 'x@example.org', role: 'admin' as const }
    await expect(createInvitation({ ctx, input })).rejects.toMatchObject({ code })
    await expect(listInvitations({ ctx, input: { projectId, limit: 50 } })).rejects.toMatchObject({ code })
    await expect(revokeInvitation({ ctx, input: { projectId, invitationId } })).rejects.toMatchObject({ code })
  }
})

test('a new person joins with the invited role, once', async () => {
  const team = await createTeam(db)
  const { secret } = await invite(team, 'three@example.org', 'reviewer')
  const ctx = team.ctx('anonymous')
  expect(await readInvitation({ ctx, input: { secret } })).toMatchObject({ role: 'reviewer', hasAccount: false })
  expect(await accept(team, secret)).toEqual({ email: 'three@example.org', projectSlug: team.slug })
  const user = await db.user.findUniqueOrThrow({
    where: { email: 'three@example.org' },
    include: { memberships: true },
  })
  expect(user.memberships).toMatchObject([{ projectId: team.projectId, role: 'reviewer', state: 'active' }])
  const audits = await db.auditEvent.findMany({ where: { projectId: team.projectId, verb: 'invitation.accept' } })
  expect(audits).toMatchObject([{ actorId: user.id }])
  await expect(accept(team, secret)).rejects.toMatchObject({ reason: 'invitation' })
  await expect(readInvitation({ ctx, input: { secret } })).rejects.toMatchObject({ reason: 'invitation' })
})

test('a person with an account joins with its password; a wrong one leaves the invitation open', async () => {
  const team = await createTeam(db)
  const user = await createUser(db, { email: 'four@example.org', passwordHash: await hashPassword(PASSWORD) })
  const { secret } = await invite(team, 'four@example.org')
  await expect(accept(team, secret, 'some other password')).rejects.toMatchObject({ reason: 'password' })
  await accept(team, secret, PASSWORD, '')
  expect(await db.membership.count({ where: { projectId: team.projectId, userId: user.id } })).toBe(1)
})

test('whoever holds the link cannot try passwords for ever', async () => {
  const team = await createTeam(db)
  await createUser(db, { email: 'five@example.org', passwordHash: await hashPassword(PASSWORD) })
  const { secret } = await invite(team, 'five@example.org')
  for (let tries = 0; tries < 10; tries += 1) {
    await expect(accept(team, secret, 'some other password')).rejects.toMatchObject({ reason: 'password' })
  }
  await expect(accept(team, secret)).rejects.toMatchObject({ code: 'rate-limited' })
})

test('a new person must give a name', async () => {
  const team = await createTeam(db)
  const { secret } = await invite(team, 'six@example.org')
  await expect(accept(team, secret, PASSWORD, ' ')).rejects.toMatchObject({ reason: 'name' })
})

test('of two people who use one link at once, one joins', async () => {
  const team = await createTeam(db)
  const { secret } = await invite(team, 'seven@example.org')
  const results = await Promise.allSettled([accept(team, secret), accept(team, secret)])
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('two projects that invite the same new person at once both get them', async () => {
  const teams = [await createTeam(db), await createTeam(db)]
  const results = await Promise.all(
    teams.map(async (team) => accept(team, (await invite(team, 'eight@example.org')).secret)),
  )
  expect(results).toHaveLength(2)
  const user = await db.user.findUniqueOrThrow({
    where: { email: 'eight@example.org' },
    include: { memberships: true },
  })
  expect(user.memberships).toHaveLength(2)
})

test('a revoked and an expired invitation open nothing', async () => {
  const team = await createTeam(db)
  const { invitationId, secret } = await invite(team, 'nine@example.org')
  const input = { projectId: team.projectId, invitationId }
  await revokeInvitation({ ctx: team.ctx('admin'), input })
  await expect(accept(team, secret)).rejects.toMatchObject({ reason: 'invitation' })
  await expect(revokeInvitation({ ctx: team.ctx('admin'), input })).rejects.toMatchObject({ code: 'conflict' })
  const late = await invite(team, 'ten@example.org')
  const ctx = { ...team.ctx('anonymous'), now: () => new Date(Date.now() + 15 * DAY_MS) }
  await expect(
    acceptInvitation({ ctx, input: { secret: late.secret, name: 'Late', password: PASSWORD } }),
  ).rejects.toMatchObject({ reason: 'invitation' })
  const listed = await listInvitations({
    ctx: { ...ctx, actor: team.ctx('admin').actor },
    input: { projectId: team.projectId, limit: 50 },
  })
  expect(listed.items.map(({ state }) => state)).toEqual(['expired', 'revoked'])
})

test('refuses to invite a member', async () => {
  const team = await createTeam(db)
  const { email } = await db.user.findUniqueOrThrow({ where: { id: team.userId('reviewer') } })
  await expect(invite(team, email)).rejects.toMatchObject({ reason: 'already-member' })
})
