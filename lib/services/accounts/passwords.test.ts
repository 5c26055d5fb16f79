import { expect, test } from 'vitest'
import type { User } from '@/lib/platform/db'
import { hashPassword, passwordMatches } from '@/lib/platform/secrets'
import { contextFor, createMember, createMembership, createProject, createUser, unique } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { changeEmail } from './change-email'
import { changePassword } from './change-password'
import { createResetLink } from './create-reset-link'
import { createToken } from './create-token'
import { findSession } from './find-session'
import { readResetLink, resetPassword } from './reset-password'
import { startSession } from './session-rows'

const { db } = await testDatabase()
const [OLD, NEW] = ['correct horse battery', 'a new and longer one']
const passwordHash = await hashPassword(OLD)
const stranger = contextFor(db, { type: 'anonymous' })

async function person(): Promise<User> {
  return createUser(db, { email: `${unique()}@example.org`, passwordHash })
}

async function browserOf(user: User) {
  const session = await db.$transaction((tx) => startSession(tx, stranger, { userId: user.id, epoch: 0, agent: '' }))
  const ctx = contextFor(db, { type: 'user', userId: user.id, sessionId: session.id })
  return { ctx, isLive: async () => (await findSession({ ctx: stranger, input: session })) !== null }
}

async function hasPassword(user: User, password: string): Promise<boolean> {
  const { passwordHash: stored } = await db.user.findUniqueOrThrow({ where: { id: user.id } })
  return passwordMatches(password, stored ?? '')
}

function verbsOf(user: User) {
  return db.auditEvent
    .findMany({ where: { entityId: user.id }, orderBy: { id: 'asc' } })
    .then((rows) => rows.map(({ verb }) => verb))
}

async function linkFor(maker: User, user: User): Promise<string> {
  const { link } = await createResetLink({ ctx: contextFor(db, maker), input: { userId: user.id } })
  // [US11] Browsers do not send the part after the `#`.
  expect(link.split('#')[0]).toBe('/reset')
  return link.replace('/reset#', '')
}

function reset(secret: string, password = NEW, revokeTokens = false) {
  return resetPassword({ ctx: stranger, input: { secret, password, revokeTokens } })
}

test('[US5] a new password ends the other sessions, keeps this one, closes reset links, and audits', async () => {
  const user = await person()
  const [here, there] = [await browserOf(user), await browserOf(user)]
  const secret = await linkFor(await createUser(db, { isOwner: true }), user)
  await createToken({ ctx: here.ctx, input: { name: 'script' } })
  await changePassword({ ctx: here.ctx, input: { current: OLD, password: NEW, revokeTokens: false } })
  expect([await here.isLive(), await there.isLive()]).toEqual([true, false])
  expect(await hasPassword(user, NEW)).toBe(true)
  expect(await verbsOf(user)).toEqual(['password.reset-link', 'password.change'])
  await expect(reset(secret)).rejects.toMatchObject({ reason: 'reset-link' })
  expect(await db.apiToken.count({ where: { userId: user.id, revokedAt: null } })).toBe(1)
  await changePassword({ ctx: here.ctx, input: { current: NEW, password: OLD, revokeTokens: true } })
  expect(await db.apiToken.count({ where: { userId: user.id, revokedAt: null } })).toBe(0)
})

test('[US5] the password is asked again, from a browser, and guesses at it are counted', async () => {
  const user = await person()
  const { ctx } = await browserOf(user)
  const input = { current: 'wrong', password: NEW, revokeTokens: false }
  for (let tries = 0; tries < 10; tries += 1) {
    await expect(changePassword({ ctx, input })).rejects.toMatchObject({ reason: 'password' })
  }
  await expect(changePassword({ ctx, input: { ...input, current: OLD } })).rejects.toMatchObject({
    code: 'rate-limited',
  })
  const token = contextFor(db, { type: 'token', userId: user.id, tokenId: user.id, scopes: ['read'] })
  await expect(changePassword({ ctx: token, input })).rejects.toMatchObject({ reason: 'session-only' })
  await expect(changePassword({ ctx: stranger, input })).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(await hasPassword(user, OLD)).toBe(true)
})

test('of two changes of one password at the same moment one wins', async () => {
  const user = await person()
  const { ctx } = await browserOf(user)
  const change = (password: string) => changePassword({ ctx, input: { current: OLD, password, revokeTokens: false } })
  const results = await Promise.allSettled([change(NEW), change(`${NEW} two`)])
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('[US5] an address changes with the password, audits, and is never that of two people', async () => {
  const [user, other] = [await person(), await person()]
  const { ctx } = await browserOf(user)
  const email = `${unique()}@example.org`
  await expect(changeEmail({ ctx, input: { email, password: 'wrong' } })).rejects.toMatchObject({ reason: 'password' })
  await expect(changeEmail({ ctx, input: { email: other.email, password: OLD } })).rejects.toMatchObject({
    reason: 'email-taken',
  })
  await changeEmail({ ctx, input: { email: email.toUpperCase(), password: OLD } })
  expect((await db.user.findUniqueOrThrow({ where: { id: user.id } })).email).toBe(email)
  expect(await verbsOf(user)).toEqual(['email.change'])
  const link = await linkFor(await createUser(db, { isOwner: true }), user)
  await changeEmail({ ctx, input: { email: `${unique()}@example.org`, password: OLD } })
  await expect(reset(link)).rejects.toMatchObject({ reason: 'reset-link' })
  const wanted = `${unique()}@example.org`
  const results = await Promise.allSettled(
    [user, other].map((each) => changeEmail({ ctx: contextFor(db, each), input: { email: wanted, password: OLD } })),
  )
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('[US6] a link sets a password once, ends all sessions, stores only its hash, and audits', async () => {
  const user = await person()
  const session = await browserOf(user)
  const secret = await linkFor(await createUser(db, { isOwner: true }), user)
  expect(JSON.stringify(await db.resetLink.findMany())).not.toContain(secret)
  expect(await readResetLink({ ctx: stranger, input: { secret } })).toEqual({ email: user.email })
  await createToken({ ctx: session.ctx, input: { name: 'script' } })
  await reset(secret)
  expect(await hasPassword(user, NEW)).toBe(true)
  expect(await session.isLive()).toBe(false)
  expect(await db.apiToken.count({ where: { userId: user.id, revokedAt: null } })).toBe(1)
  expect(await verbsOf(user)).toEqual(['password.reset-link', 'password.reset'])
  await expect(reset(secret)).rejects.toMatchObject({ reason: 'reset-link' })
  await reset(await linkFor(await createUser(db, { isOwner: true }), user), OLD, true)
  expect(await db.apiToken.count({ where: { userId: user.id, revokedAt: null } })).toBe(0)
})

test('[US6] of two uses of one link at the same moment one wins', async () => {
  const user = await person()
  const secret = await linkFor(await createUser(db, { isOwner: true }), user)
  const results = await Promise.allSettled([reset(secret, NEW), reset(secret, `${NEW} two`)])
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('[US6] a link is closed after a day, by a later one, and while the person is disabled', async () => {
  const [owner, user] = [await createUser(db, { isOwner: true }), await person()]
  const first = await linkFor(owner, user)
  const second = await linkFor(owner, user)
  await expect(reset(first)).rejects.toMatchObject({ reason: 'reset-link' })
  const tomorrow = { ...stranger, now: () => new Date(Date.now() + 24 * 3_600_000) }
  const input = { secret: second, password: NEW, revokeTokens: false }
  await expect(resetPassword({ ctx: tomorrow, input })).rejects.toMatchObject({ reason: 'reset-link' })
  await db.user.update({ where: { id: user.id }, data: { disabledAt: new Date() } })
  await expect(reset(second)).rejects.toMatchObject({ reason: 'reset-link' })
  await expect(readResetLink({ ctx: stranger, input: { secret: second } })).rejects.toMatchObject({
    reason: 'reset-link',
  })
  await expect(linkFor(owner, user)).rejects.toMatchObject({ reason: 'disabled' })
})

test("[US6] an admin's links reach people of their projects alone, and no owner", async () => {
  const [ours, theirs] = [await createProject(db), await createProject(db)]
  const admin = await createMember(db, ours.id, 'admin')
  const annotator = await createMember(db, ours.id, 'annotator')
  expect(await linkFor(admin, annotator)).toContain('reset_')
  const both = await createMember(db, ours.id, 'annotator')
  await createMembership(db, { projectId: theirs.id, userId: both.id, state: 'paused' })
  await expect(linkFor(admin, both)).rejects.toMatchObject({ reason: 'reach' })
  const owner = await createUser(db, { isOwner: true })
  await createMembership(db, { projectId: ours.id, userId: owner.id })
  await expect(linkFor(admin, owner)).rejects.toMatchObject({ reason: 'reach' })
  const foreign = await createMember(db, theirs.id, 'annotator')
  for (const user of [foreign, await createUser(db)]) {
    await expect(linkFor(admin, user)).rejects.toMatchObject({ code: 'not-found' })
  }
  const reviewer = await createMember(db, ours.id, 'reviewer')
  await expect(linkFor(reviewer, annotator)).rejects.toMatchObject({ code: 'not-found' })
  await expect(linkFor(admin, admin)).rejects.toMatchObject({ reason: 'self' })
  const token = contextFor(db, { type: 'token', userId: admin.id, tokenId: admin.id, scopes: ['read'] })
  await expect(createResetLink({ ctx: token, input: { userId: annotator.id } })).rejects.toMatchObject({
    reason: 'session-only',
  })
})

test('[US6] a link opens nothing once the person has come out of reach of its maker, or the maker is gone', async () => {
  const project = await createProject(db)
  const [admin, other] = [await createMember(db, project.id, 'admin'), await createMember(db, project.id, 'admin')]
  const user = await createMember(db, project.id, 'annotator')
  const secret = await linkFor(admin, user)
  await createMembership(db, { projectId: (await createProject(db)).id, userId: user.id, role: 'admin' })
  await expect(reset(secret)).rejects.toMatchObject({ reason: 'reset-link' })
  const annotator = await createMember(db, project.id, 'annotator')
  const late = await linkFor(other, annotator)
  await db.user.update({ where: { id: other.id }, data: { disabledAt: new Date() } })
  await expect(reset(late)).rejects.toMatchObject({ reason: 'reset-link' })
})
