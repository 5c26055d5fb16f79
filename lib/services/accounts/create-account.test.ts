import { expect, test } from 'vitest'
import { contextFor, createMember, createProject, createUser } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { createAccount } from './create-account'

const { db } = await testDatabase()
const cli = contextFor(db, { type: 'system', job: 'cli' })

test('makes a person without a password, audits, and ends the code of the setup page', async () => {
  const now = new Date()
  await db.setupCode.create({ data: { hash: 'x', createdAt: now, expiresAt: now } })
  const input = { email: ' Ada@Example.org', name: 'Ada', isOwner: true }
  const { userId } = await createAccount({ ctx: cli, input })
  expect(await db.user.findUnique({ where: { id: userId } })).toMatchObject({
    email: 'ada@example.org',
    isOwner: true,
    passwordHash: null,
  })
  expect(await db.auditEvent.findMany({ where: { entityId: userId } })).toMatchObject([
    { verb: 'account.create', actorType: 'system', difference: { email: 'ada@example.org', isOwner: true } },
  ])
  expect(await db.setupCode.count()).toBe(0)
})

test('refuses everybody but owners and the command line', async () => {
  const project = await createProject(db)
  const input = { email: 'new@example.org', name: 'New', isOwner: true }
  for (const actor of [await createMember(db, project.id, 'admin'), { type: 'anonymous' } as const]) {
    const code = 'id' in actor ? 'forbidden' : 'unauthenticated'
    await expect(createAccount({ ctx: contextFor(db, actor), input })).rejects.toMatchObject({ code })
  }
  await createAccount({ ctx: contextFor(db, await createUser(db, { isOwner: true })), input })
})

test('of two at once with one address, one is made', async () => {
  const input = { email: 'twice@example.org', name: 'Twice', isOwner: false }
  const outcomes = await Promise.allSettled([createAccount({ ctx: cli, input }), createAccount({ ctx: cli, input })])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  await expect(createAccount({ ctx: cli, input })).rejects.toMatchObject({ code: 'conflict', reason: 'email-taken' })
})
