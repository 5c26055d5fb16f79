import { expect, test } from 'vitest'
import type { User } from '@/lib/platform/db'
import { hashPassword } from '@/lib/platform/secrets'
import { contextFor, createMember, createMembership, createProject, createUser, unique } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { createInvitation } from './create-invitation'
import { createToken } from './create-token'
import { findSession } from './find-session'
import { findTokenActor } from './find-token-actor'
import { listAccounts } from './list-accounts'
import { endSessionsOf, startSession } from './session-rows'
import { signIn } from './sign-in'
import { updateAccount } from './update-account'
import { updateMember } from './update-member'

const { db } = await testDatabase()
const stranger = contextFor(db, { type: 'anonymous' })
const owner = await createUser(db, { isOwner: true })
const asOwner = contextFor(db, owner)

function disable(user: User, ctx = asOwner) {
  return updateAccount({ ctx, input: { userId: user.id, state: 'disabled' } })
}

async function sessionOf(user: User) {
  const { sessionEpoch: epoch } = await db.user.findUniqueOrThrow({ where: { id: user.id } })
  const session = await db.$transaction((tx) => startSession(tx, stranger, { userId: user.id, epoch, agent: '' }))
  return async () => (await findSession({ ctx: stranger, input: session })) !== null
}

test('[US7] disabling ends sessions, stops tokens, refuses the sign-in like a wrong password, and audits; enabling undoes it', async () => {
  const password = 'correct horse battery'
  const user = await createUser(db, { email: `${unique()}@example.org`, passwordHash: await hashPassword(password) })
  const isLive = await sessionOf(user)
  const { secret } = await createToken({ ctx: contextFor(db, user), input: { name: 'script' } })
  await disable(user)
  expect(await isLive()).toBe(false)
  await expect(findTokenActor({ ctx: stranger, input: { secret } })).rejects.toMatchObject({ code: 'unauthenticated' })
  const tried = { email: user.email, password, code: '', agent: '', device: null }
  expect(await signIn({ ctx: stranger, input: tried })).toEqual({ result: 'wrong' })
  await updateAccount({ ctx: asOwner, input: { userId: user.id, state: 'active' } })
  expect(await isLive()).toBe(false)
  expect(await signIn({ ctx: stranger, input: tried })).toMatchObject({ result: 'signed-in' })
  const audits = await db.auditEvent.findMany({
    where: { entityId: user.id, verb: 'account.update' },
    orderBy: { id: 'asc' },
  })
  expect(audits).toMatchObject([{ difference: { state: 'disabled' } }, { difference: { state: 'active' } }])
})

test('[US7] what a disabled person sent out opens nothing, and a project left without an admin gets the owner', async () => {
  const [alone, shared] = [await createProject(db), await createProject(db)]
  const admin = await createMember(db, alone.id, 'admin')
  await createMembership(db, { projectId: shared.id, userId: admin.id, role: 'admin' })
  await createMember(db, shared.id, 'admin')
  const input = { projectId: alone.id, email: 'again@example.org', role: 'admin' as const }
  await createInvitation({ ctx: contextFor(db, admin), input })
  await disable(admin)
  expect(await db.invitation.findFirst({ where: { projectId: alone.id } })).toMatchObject({
    revokedAt: expect.any(Date),
  })
  expect(await db.membership.findMany({ where: { userId: owner.id } })).toMatchObject([
    { projectId: alone.id, role: 'admin', state: 'active' },
  ])
  expect(await db.auditEvent.findMany({ where: { projectId: alone.id, verb: 'member.take-over' } })).toHaveLength(1)
})

test('[US7] a disabled admin does not count as the admin that a project keeps', async () => {
  const project = await createProject(db)
  const [stays, leaves] = [await createMember(db, project.id, 'admin'), await createMember(db, project.id, 'admin')]
  await disable(leaves)
  const { id: membershipId } = await db.membership.findFirstOrThrow({
    where: { projectId: project.id, userId: stays.id },
  })
  const input = { projectId: project.id, membershipId, role: 'annotator' as const }
  await expect(updateMember({ ctx: contextFor(db, stays), input })).rejects.toMatchObject({ reason: 'last-admin' })
})

test('[US7] only owners see and change accounts, and never their own state', async () => {
  const project = await createProject(db)
  const [admin, other] = [await createMember(db, project.id, 'admin'), await createUser(db)]
  const token = contextFor(db, { type: 'token', userId: owner.id, tokenId: owner.id, scopes: ['read'] })
  for (const [ctx, code] of [
    [contextFor(db, admin), 'forbidden'],
    [token, 'forbidden'],
    [stranger, 'unauthenticated'],
  ] as const) {
    await expect(disable(other, ctx)).rejects.toMatchObject({ code })
    await expect(endSessionsOf({ ctx, input: { userId: other.id } })).rejects.toMatchObject({ code })
    await expect(listAccounts({ ctx, input: { limit: 50 } })).rejects.toMatchObject({ code })
  }
  await expect(disable(owner)).rejects.toMatchObject({ reason: 'self' })
  const nobody = { userId: '01900000-0000-7000-8000-000000000000' }
  await expect(updateAccount({ ctx: asOwner, input: { ...nobody, state: 'disabled' } })).rejects.toMatchObject({
    code: 'not-found',
  })
  await expect(updateAccount({ ctx: asOwner, input: { userId: other.id } })).rejects.toMatchObject({ code: 'invalid' })
})

test('[US7] of two owners who disable or unmake each other at once, one stays', async () => {
  const second = await createUser(db)
  await updateAccount({ ctx: asOwner, input: { userId: second.id, isOwner: true } })
  const asSecond = contextFor(db, second)
  const results = await Promise.allSettled([
    updateAccount({ ctx: asOwner, input: { userId: second.id, isOwner: false } }),
    updateAccount({ ctx: asSecond, input: { userId: owner.id, isOwner: false } }),
  ])
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await db.user.count({ where: { isOwner: true, disabledAt: null } })).toBe(1)
  await db.user.update({ where: { id: owner.id }, data: { isOwner: true } })
  await db.user.update({ where: { id: second.id }, data: { isOwner: false } })
  await expect(updateAccount({ ctx: asOwner, input: { userId: owner.id, isOwner: false } })).rejects.toMatchObject({
    reason: 'last-owner',
  })
})

test('ends all sessions of a person, and audits', async () => {
  const user = await createUser(db)
  const isLive = await sessionOf(user)
  expect(await endSessionsOf({ ctx: asOwner, input: { userId: user.id } })).toEqual({ ended: 1 })
  expect(await isLive()).toBe(false)
  expect(await db.auditEvent.findMany({ where: { entityId: user.id } })).toMatchObject([{ verb: 'session.end-all' }])
})

test('lists people by page, search and state, with what an owner needs to know', async () => {
  const names = ['Zoe Quill', 'Zoe Pines', 'Yan Quill']
  const [zoe, pines] = await Promise.all(names.map((name) => createUser(db, { name })))
  if (!zoe || !pines) throw new Error('no people')
  await sessionOf(zoe)
  await disable(pines)
  const list = (input: object) => listAccounts({ ctx: asOwner, input: { limit: 50, ...input } })
  const { items } = await list({ search: 'zoe' })
  expect(items.map(({ name }) => name).sort()).toEqual(['Zoe Pines', 'Zoe Quill'])
  expect(items.find(({ id }) => id === zoe.id)).toMatchObject({ sessions: 1, state: 'active', secondFactor: false })
  expect((await list({ search: 'ZOE', state: 'disabled' })).items).toMatchObject([{ name: 'Zoe Pines', sessions: 0 }])
  const first = await list({ search: 'quill', limit: 1 })
  const second = await list({ search: 'quill', limit: 1, cursor: first.nextCursor ?? undefined })
  expect([...first.items, ...second.items].map(({ name }) => name).sort()).toEqual(['Yan Quill', 'Zoe Quill'])
  expect(second.nextCursor).toBeNull()
})
