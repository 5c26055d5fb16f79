import { expect, test } from 'vitest'
import { testDatabase } from '@/tests/setup/database'
import { createTeam, type Team } from '@/tests/setup/team'
import { acceptInvitation } from './accept-invitation'
import { createInvitation } from './create-invitation'
import { listInvitations } from './read-invitations'
import { updateMember } from './update-member'

const { db } = await testDatabase()

async function change(team: Team, as: Parameters<Team['ctx']>[0], changes: object, who: 'admin' | 'annotator') {
  const membershipId = await team.membershipId(who)
  return updateMember({ ctx: team.ctx(as), input: { projectId: team.projectId, membershipId, ...changes } })
}

test('changes a role and audits', async () => {
  const team = await createTeam(db)
  await change(team, 'admin', { role: 'reviewer' }, 'annotator')
  const where = { id: await team.membershipId('annotator') }
  expect((await db.membership.findUniqueOrThrow({ where })).role).toBe('reviewer')
  expect(await db.auditEvent.findMany({ where: { projectId: team.projectId } })).toMatchObject([
    { verb: 'member.update', actorId: team.userId('admin'), difference: { role: 'reviewer' } },
  ])
})

test('a paused member loses access and gets it back', async () => {
  const team = await createTeam(db)
  const membershipId = await team.membershipId('paused')
  const asPaused = { ctx: team.ctx('paused'), input: { projectId: team.projectId, limit: 50 } }
  await expect(listInvitations(asPaused)).rejects.toMatchObject({ code: 'not-found' })
  const input = { projectId: team.projectId, membershipId, state: 'active' as const }
  await updateMember({ ctx: team.ctx('admin'), input })
  expect((await listInvitations(asPaused)).items).toEqual([])
})

test('refuses a reviewer', async () => {
  const team = await createTeam(db)
  await expect(change(team, 'reviewer', { role: 'admin' }, 'annotator')).rejects.toMatchObject({ code: 'forbidden' })
})

test('hides the members of another project, even from an admin who names them under an own one', async () => {
  const [team, other] = [await createTeam(db), await createTeam(db)]
  await expect(change(team, 'foreign', { role: 'admin' }, 'annotator')).rejects.toMatchObject({ code: 'not-found' })
  const membershipId = await other.membershipId('annotator')
  const input = { projectId: team.projectId, membershipId, role: 'admin' as const }
  await expect(updateMember({ ctx: team.ctx('admin'), input })).rejects.toMatchObject({ code: 'not-found' })
})

test('refuses to leave a project without an active admin, and changes nothing', async () => {
  const team = await createTeam(db)
  for (const changes of [{ role: 'annotator' }, { state: 'paused' }]) {
    await expect(change(team, 'admin', changes, 'admin')).rejects.toMatchObject({ reason: 'last-admin' })
  }
  const row = await db.membership.findUniqueOrThrow({ where: { id: await team.membershipId('admin') } })
  expect(row).toMatchObject({ role: 'admin', state: 'active' })
})

test.each([{ role: 'reviewer' }, { state: 'paused' }])(
  '[US10] who is an admin no more keeps no invitation with which to come back: %o',
  async (changes) => {
    const team = await createTeam(db)
    const { projectId } = team
    await change(team, 'admin', { role: 'admin' }, 'annotator')
    const invite = (who: 'admin' | 'annotator', email: string) =>
      createInvitation({ ctx: team.ctx(who), input: { projectId, email, role: 'admin' } })
    const name = crypto.randomUUID()
    const { link } = await invite('annotator', `${name}@example.org`)
    const { link: other } = await invite('admin', `${name}-2@example.org`)
    await change(team, 'admin', changes, 'annotator')
    const accept = (from: string) => {
      const secret = from.replace('/invitation#', '')
      const input = { secret, name: 'Back again', password: 'a short sentence is fine' }
      return acceptInvitation({ ctx: team.ctx('anonymous'), input })
    }
    await expect(accept(link)).rejects.toMatchObject({ reason: 'invitation' })
    await expect(accept(other)).resolves.toMatchObject({ projectSlug: team.slug })
    const entry = await db.auditEvent.findFirst({
      where: { projectId, verb: 'member.update' },
      orderBy: { id: 'desc' },
    })
    expect(entry?.difference).toEqual({ ...changes, invitationsRevoked: 1 })
  },
)

test('[US10] of an invitation and a demotion at once, none leaves an open link of somebody who is no admin', async () => {
  const team = await createTeam(db)
  const { projectId } = team
  await change(team, 'admin', { role: 'admin' }, 'annotator')
  await Promise.allSettled([
    ...Array.from({ length: 6 }, () => {
      const input = { projectId, email: `${crypto.randomUUID()}@example.org`, role: 'admin' as const }
      return createInvitation({ ctx: team.ctx('annotator'), input })
    }),
    change(team, 'admin', { role: 'annotator' }, 'annotator'),
  ])
  expect(await db.invitation.count({ where: { invitedBy: team.userId('annotator'), revokedAt: null } })).toBe(0)
})

test('of two admins who demote each other at once, one stays', async () => {
  const team = await createTeam(db)
  await change(team, 'admin', { role: 'admin' }, 'annotator')
  const results = await Promise.allSettled([
    change(team, 'admin', { role: 'annotator' }, 'annotator'),
    change(team, 'annotator', { role: 'annotator' }, 'admin'),
  ])
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await db.membership.count({ where: { projectId: team.projectId, role: 'admin', state: 'active' } })).toBe(1)
})

test('refuses a change of nothing', async () => {
  const team = await createTeam(db)
  await expect(change(team, 'admin', {}, 'annotator')).rejects.toMatchObject({ code: 'invalid' })
})
