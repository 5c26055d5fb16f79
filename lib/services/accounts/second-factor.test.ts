import { Secret, TOTP } from 'otpauth'
import { expect, test } from 'vitest'
import type { User } from '@/lib/platform/db'
import { env } from '@/lib/platform/env'
import { hashPassword } from '@/lib/platform/secrets'
import { contextFor, createMember, createProject, createUser, unique } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { actsAsOwner, requireAbility, requireOwner } from './access'
import { createResetLink } from './create-reset-link'
import { createToken } from './create-token'
import { findSession } from './find-session'
import { getProject } from './get-me'
import { listAllTokens, listProjectTokens } from './list-tokens'
import { revokeToken } from './revoke-token'
import {
  confirmSecondFactor,
  getSecondFactor,
  renewRecoveryCodes,
  startSecondFactor,
  turnOffSecondFactor,
  turnOffSecondFactorOf,
} from './second-factor'
import { signIn } from './sign-in'
import { totpUri } from './totp'

const { db } = await testDatabase()
const PASSWORD = 'correct horse battery'
const passwordHash = await hashPassword(PASSWORD)
const START = Date.UTC(2026, 5, 1)
const STEP_MS = 30_000

/** The context at this step after the start; every step has its code. */
function at(step: number, user?: Pick<User, 'id'>, address = '192.0.2.1') {
  const now = () => new Date(START + step * STEP_MS)
  return contextFor(db, user ?? { type: 'anonymous' }, { now, address })
}

function codeOf(secret: string, step: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: START + step * STEP_MS })
}

async function person(): Promise<User> {
  return createUser(db, { email: `${unique()}@example.org`, passwordHash })
}

/** Someone who turned the second factor on at step 0. */
async function enrolled() {
  const user = await person()
  const { secret } = await startSecondFactor({ ctx: at(0, user), input: { password: PASSWORD } })
  const { recoveryCodes } = await confirmSecondFactor({ ctx: at(0, user), input: { code: codeOf(secret, 0) } })
  return { user, secret, recoveryCodes }
}

function tryIn(user: User, code: string, step: number, address?: string) {
  const input = { email: user.email, password: PASSWORD, code, agent: '', device: null }
  return signIn({ ctx: at(step, undefined, address), input })
}

test('[US8] turns on with a first code, stores neither secret nor recovery codes as they are, and audits', async () => {
  const user = await person()
  const { secret, uri } = await startSecondFactor({ ctx: at(0, user), input: { password: PASSWORD } })
  expect(uri).toBe(totpUri(secret, user.email))
  expect(await tryIn(user, '', 0)).toMatchObject({ result: 'signed-in' })
  await expect(confirmSecondFactor({ ctx: at(0, user), input: { code: '000000' } })).rejects.toMatchObject({
    reason: 'code',
  })
  const { recoveryCodes } = await confirmSecondFactor({ ctx: at(0, user), input: { code: codeOf(secret, 0) } })
  expect(new Set(recoveryCodes).size).toBe(10)
  const row = await db.user.findUniqueOrThrow({ where: { id: user.id }, include: { recovery: true } })
  for (const hidden of [secret, ...recoveryCodes]) expect(JSON.stringify(row)).not.toContain(hidden)
  expect(await db.session.count({ where: { userId: user.id } })).toBe(0)
  expect(await getSecondFactor({ ctx: at(0, user), input: undefined })).toMatchObject({
    on: true,
    recoveryCodesLeft: 10,
  })
  expect(await db.auditEvent.findMany({ where: { entityId: user.id } })).toMatchObject([{ verb: 'second-factor.on' }])
  await expect(startSecondFactor({ ctx: at(1, user), input: { password: PASSWORD } })).rejects.toMatchObject({
    reason: 'on',
  })
})

test('[US8] the codes are those of RFC 6238', () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  expect(new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: 59_000 })).toBe('287082')
  expect(totpUri(secret, 'anna@example.org')).toContain('issuer=Framejury')
})

test('[US8] a sign-in needs a code of now, one step off at most, and each works once', async () => {
  const { user, secret } = await enrolled()
  expect(await tryIn(user, '', 10)).toEqual({ result: 'code-needed' })
  expect(await tryIn(user, codeOf(secret, 8), 10)).toEqual({ result: 'code-wrong' })
  expect(await tryIn(user, codeOf(secret, 12), 10)).toEqual({ result: 'code-wrong' })
  expect(await tryIn(user, codeOf(secret, 9), 10)).toMatchObject({ result: 'signed-in' })
  expect(await tryIn(user, codeOf(secret, 9), 10)).toEqual({ result: 'code-wrong' })
  const spaced = codeOf(secret, 11).replace(/^(...)/, '$1 ')
  expect(await tryIn(user, spaced, 10)).toMatchObject({ result: 'signed-in' })
  expect(await tryIn(user, codeOf(secret, 10), 10)).toEqual({ result: 'code-wrong' })
})

test('[US8] of two uses of one code at the same moment one signs in, and so with a recovery code', async () => {
  const { user, secret, recoveryCodes } = await enrolled()
  const [recovery = ''] = recoveryCodes
  for (const code of [codeOf(secret, 10), recovery.toLowerCase()]) {
    const results = await Promise.all([tryIn(user, code, 10), tryIn(user, code, 10)])
    expect(results.map(({ result }) => result).sort()).toEqual(['code-wrong', 'signed-in'])
  }
  expect(await db.recoveryCode.count({ where: { userId: user.id } })).toBe(9)
})

test('[US8] guesses at codes are counted, and keep out nobody who comes from elsewhere', async () => {
  const { user, secret } = await enrolled()
  for (let tries = 0; tries < 10; tries += 1) {
    expect(await tryIn(user, '000000', 10, '203.0.113.5')).toEqual({ result: 'code-wrong' })
  }
  await expect(tryIn(user, codeOf(secret, 10), 10, '203.0.113.5')).rejects.toMatchObject({ code: 'rate-limited' })
  expect(await tryIn(user, codeOf(secret, 10), 10)).toMatchObject({ result: 'signed-in' })
})

test('[US8] a recovery code is for its own person alone', async () => {
  const [one, other] = [await enrolled(), await enrolled()]
  const [code = ''] = other.recoveryCodes
  expect(await tryIn(one.user, code, 10)).toEqual({ result: 'code-wrong' })
  expect(await tryIn(other.user, code, 10)).toMatchObject({ result: 'signed-in' })
  expect(await tryIn(other.user, code, 10)).toEqual({ result: 'code-wrong' })
})

test('[US8] guesses at codes are counted for whoever is signed in too', async () => {
  const { user, secret } = await enrolled()
  const off = (code: string) => turnOffSecondFactor({ ctx: at(10, user), input: { password: PASSWORD, code } })
  for (let tries = 0; tries < 10; tries += 1) await expect(off('000000')).rejects.toMatchObject({ reason: 'code' })
  await expect(off(codeOf(secret, 10))).rejects.toMatchObject({ code: 'rate-limited' })
})

test('turns off with password and code, and audits', async () => {
  const { user, secret } = await enrolled()
  const off = (password: string, code: string) => turnOffSecondFactor({ ctx: at(10, user), input: { password, code } })
  await expect(off('wrong', codeOf(secret, 10))).rejects.toMatchObject({ reason: 'password' })
  await expect(off(PASSWORD, '000000')).rejects.toMatchObject({ reason: 'code' })
  await off(PASSWORD, codeOf(secret, 10))
  expect(await tryIn(user, '', 11)).toMatchObject({ result: 'signed-in' })
  expect(await db.recoveryCode.count({ where: { userId: user.id } })).toBe(0)
  expect(await db.auditEvent.count({ where: { entityId: user.id, verb: 'second-factor.off' } })).toBe(1)
  await expect(off(PASSWORD, codeOf(secret, 11))).rejects.toMatchObject({ reason: 'off' })
})

test('new recovery codes take the place of the old ones', async () => {
  const { user, secret, recoveryCodes } = await enrolled()
  const input = { password: PASSWORD, code: codeOf(secret, 10) }
  const renewed = await renewRecoveryCodes({ ctx: at(10, user), input })
  expect(await tryIn(user, recoveryCodes[0] ?? '', 11)).toEqual({ result: 'code-wrong' })
  expect(await tryIn(user, renewed.recoveryCodes[0] ?? '', 11)).toMatchObject({ result: 'signed-in' })
})

test('an owner, and nobody else, turns it off for somebody who lost it; their sessions and reset link end', async () => {
  const { user, secret } = await enrolled()
  const session = await tryIn(user, codeOf(secret, 1), 1)
  if (session.result !== 'signed-in') throw new Error('not signed in')
  const isLive = () => findSession({ ctx: at(1), input: session }).then((found) => found !== null)
  const owner = await createUser(db, { isOwner: true })
  const input = { userId: user.id }
  const admin = await createMember(db, (await createProject(db)).id, 'admin')
  await expect(turnOffSecondFactorOf({ ctx: at(1, admin), input })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(turnOffSecondFactorOf({ ctx: at(1, owner), input: { userId: owner.id } })).rejects.toMatchObject({
    reason: 'self',
  })
  await createResetLink({ ctx: at(1, await createUser(db, { isOwner: true })), input })
  expect([await isLive(), await db.resetLink.count({ where: input })]).toEqual([true, 1])
  await turnOffSecondFactorOf({ ctx: at(1, owner), input })
  expect([await isLive(), await db.resetLink.count({ where: input })]).toEqual([false, 0])
  expect(await tryIn(user, '', 2)).toMatchObject({ result: 'signed-in' })
  await expect(turnOffSecondFactorOf({ ctx: at(1, owner), input })).rejects.toMatchObject({ reason: 'off' })
  expect(await db.auditEvent.findMany({ where: { actorId: owner.id } })).toMatchObject([
    { verb: 'second-factor.off', entityId: user.id },
  ])
})

test('[US9] where it is required, an owner without a second factor does nothing that owners do', async () => {
  const owner = await createUser(db, { isOwner: true })
  const settings = env()
  settings.FRAMEJURY_REQUIRE_TOTP = 'admins'
  try {
    await expect(requireOwner(db, at(0, owner))).rejects.toMatchObject({ reason: 'second-factor' })
    await db.user.update({ where: { id: owner.id }, data: { totpSince: new Date() } })
    expect(await requireOwner(db, at(0, owner))).toBe(owner.id)
  } finally {
    settings.FRAMEJURY_REQUIRE_TOTP = 'nobody'
  }
})

test('[US9] where it is required, an admin without a second factor does nothing that admins do', async () => {
  const project = await createProject(db)
  const [admin, annotator] = [
    await createMember(db, project.id, 'admin'),
    await createMember(db, project.id, 'annotator'),
  ]
  const settings = env()
  settings.FRAMEJURY_REQUIRE_TOTP = 'admins'
  try {
    const refused = requireAbility(db, at(0, admin), project.id, 'project.read')
    await expect(refused).rejects.toMatchObject({ reason: 'second-factor' })
    expect(await getProject({ ctx: at(0, annotator), input: { slug: project.slug } })).toMatchObject({
      role: 'annotator',
    })
    expect(await getSecondFactor({ ctx: at(0, admin), input: undefined })).toMatchObject({ required: true })
    await db.user.update({ where: { id: admin.id }, data: { totpSince: new Date() } })
    expect(await getProject({ ctx: at(0, admin), input: { slug: project.slug } })).toMatchObject({ role: 'admin' })
  } finally {
    settings.FRAMEJURY_REQUIRE_TOTP = 'nobody'
  }
})

test('[US9] where it is required, other people’s tokens are seen and ended with a second factor alone; one’s own without', async () => {
  const project = await createProject(db)
  const [owner, admin, annotator] = [
    await createUser(db, { isOwner: true }),
    await createMember(db, project.id, 'admin'),
    await createMember(db, project.id, 'annotator'),
  ]
  const tokenOf = async (user: { id: string }) =>
    (await createToken({ ctx: at(0, user), input: { name: 'script' } })).token.id
  const [own, others] = [await tokenOf(admin), await tokenOf(annotator)]
  const settings = env()
  settings.FRAMEJURY_REQUIRE_TOTP = 'admins'
  try {
    const refused = { code: 'forbidden', reason: 'second-factor' }
    await expect(listAllTokens({ ctx: at(0, owner), input: { limit: 1 } })).rejects.toMatchObject(refused)
    const ofMembers = { projectId: project.id, limit: 1 }
    await expect(listProjectTokens({ ctx: at(0, admin), input: ofMembers })).rejects.toMatchObject(refused)
    for (const caller of [owner, admin]) {
      const revoke = revokeToken({ ctx: at(0, caller), input: { tokenId: others } })
      await expect(revoke).rejects.toMatchObject(refused)
    }
    expect(await db.apiToken.count({ where: { id: others, revokedAt: null } })).toBe(1)
    expect(await actsAsOwner({ ctx: at(0, owner), input: undefined })).toBe(false)
    await revokeToken({ ctx: at(0, admin), input: { tokenId: own } })
    await db.user.update({ where: { id: owner.id }, data: { totpSince: new Date() } })
    await revokeToken({ ctx: at(0, owner), input: { tokenId: others } })
    expect(await actsAsOwner({ ctx: at(0, owner), input: undefined })).toBe(true)
    expect((await listAllTokens({ ctx: at(0, owner), input: { limit: 50 } })).items.map(({ id }) => id)).toContain(own)
  } finally {
    settings.FRAMEJURY_REQUIRE_TOTP = 'nobody'
  }
})
