import { beforeEach, describe, expect, test } from 'vitest'
import { SETUP_CODE } from '@/lib/domain/accounts'
import { passwordMatches } from '@/lib/platform/secrets'
import { contextFor, createUser } from '@/prisma/factories'
import { issueSetupCode } from '@/scripts/instance/first-start'
import { testDatabase } from '@/tests/setup/database'
import { isSetUp, setUp } from './set-up'

const { db, url } = await testDatabase()
const ctx = contextFor(db, { type: 'anonymous' })
const FIRST = { name: 'Ada', email: 'ada@example.org', password: 'a long enough password' }

async function freshCode(): Promise<string> {
  const code = await issueSetupCode(url)
  if (!code) throw new Error('There is an account.')
  return code
}

const accounts = () => db.user.count({ where: { passwordHash: { not: null } } })

// People are never deleted: those of the test before lose their passwords and addresses.
beforeEach(async () => {
  await db.$executeRaw`UPDATE "User" SET "passwordHash" = NULL, email = id || '@example.org'`
})

describe('the first account', () => {
  test('is made with the code of the terminal, an owner with its password, audited; the code is gone', async () => {
    const code = await freshCode()
    expect(await isSetUp({ ctx, input: undefined })).toBe(false)
    expect(JSON.stringify(await db.setupCode.findMany())).not.toContain(code)
    await setUp({ ctx, input: { ...FIRST, code: ` ${code.toLowerCase().replaceAll('-', ' ')} ` } })
    const user = await db.user.findUniqueOrThrow({ where: { email: FIRST.email } })
    expect(user).toMatchObject({ name: 'Ada', isOwner: true })
    expect(await passwordMatches(FIRST.password, user.passwordHash ?? '')).toBe(true)
    expect(await db.auditEvent.findMany({ where: { actorId: user.id } })).toMatchObject([{ verb: 'instance.set-up' }])
    expect(await db.setupCode.count()).toBe(0)
    expect(await isSetUp({ ctx, input: undefined })).toBe(true)
    expect(await issueSetupCode(url)).toBeNull()
    await expect(setUp({ ctx, input: { ...FIRST, email: 'eve@example.org', code } })).rejects.toMatchObject({
      code: 'not-found',
      reason: 'set-up',
    })
    expect(await accounts()).toBe(1)
  })

  test('of two at once with the right code, one makes it', async () => {
    const code = await freshCode()
    const outcomes = await Promise.allSettled(
      ['one', 'two', 'three'].map((who) => setUp({ ctx, input: { ...FIRST, email: `${who}@example.org`, code } })),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await accounts()).toBe(1)
  })

  test('a wrong code makes nothing, and 20 tries end the code, also the right one; the next start makes another', async () => {
    const code = await freshCode()
    const wrong = { ...FIRST, code: '0000-0000-0000-0000' }
    for (let tried = 0; tried < SETUP_CODE.tries; tried += 1) {
      await expect(setUp({ ctx, input: wrong })).rejects.toMatchObject({ code: 'invalid', reason: 'code' })
    }
    await expect(setUp({ ctx, input: { ...FIRST, code } })).rejects.toMatchObject({ reason: 'code-over' })
    expect(await accounts()).toBe(0)
    const next = await freshCode()
    await expect(setUp({ ctx, input: { ...FIRST, code } })).rejects.toMatchObject({ reason: 'code' })
    await setUp({ ctx, input: { ...FIRST, code: next } })
    expect(await accounts()).toBe(1)
  })

  test('a code is over after a day', async () => {
    const code = await freshCode()
    const tomorrow = { ...ctx, now: () => new Date(Date.now() + SETUP_CODE.lifeMs) }
    await expect(setUp({ ctx: tomorrow, input: { ...FIRST, code } })).rejects.toMatchObject({ reason: 'code-over' })
  })

  test('people without a password are no accounts; a taken address leaves the code as it was', async () => {
    await createUser(db, { email: FIRST.email })
    const code = await freshCode()
    await expect(setUp({ ctx, input: { ...FIRST, code } })).rejects.toMatchObject({ reason: 'email-taken' })
    await setUp({ ctx, input: { ...FIRST, email: 'other@example.org', code } })
  })

  test('a link to a first password is an account already, while it lasts', async () => {
    const { id: userId } = await createUser(db)
    const times = { createdAt: new Date(), expiresAt: new Date(Date.now() + 86_400_000) }
    await db.resetLink.create({ data: { userId, secretHash: 'x', ...times } })
    expect(await issueSetupCode(url)).toBeNull()
    await db.resetLink.updateMany({ data: { expiresAt: new Date(0) } })
    expect(await issueSetupCode(url)).not.toBeNull()
  })
})
