import { expect, test } from 'vitest'
import { TokenScope } from '@/lib/domain/accounts'
import type { User } from '@/lib/platform/db'
import { hashPassword } from '@/lib/platform/secrets'
import { contextFor, createUser, unique } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { endOtherSessions } from './end-other-sessions'
import { endSession, signOut } from './end-session'
import { findSession } from './find-session'
import { endAllSessions, listSessions, startSession } from './session-rows'
import { signIn } from './sign-in'
import { sweepAccounts } from './sweep-accounts'

const { db } = await testDatabase()
const HOUR_MS = 3_600_000
const PASSWORD = 'correct horse battery'
const passwordHash = await hashPassword(PASSWORD)

function at(hours: number) {
  return contextFor(db, { type: 'anonymous' }, { now: () => new Date(Date.UTC(2026, 2, 2, 9) + hours * HOUR_MS) })
}

async function personWithPassword(): Promise<User> {
  return createUser(db, { email: `${unique()}@example.org`, passwordHash })
}

async function signedIn(user: User, ctx = at(0)) {
  const done = await signIn({
    ctx,
    input: { email: user.email, password: PASSWORD, code: '', agent: 'Browser 1', device: null },
  })
  if (done.result !== 'signed-in') throw new Error('not signed in')
  const { sessionId, secret } = done
  return { sessionId, secret, ctx: { ...ctx, actor: { type: 'user' as const, userId: user.id, sessionId } } }
}

function isLive(secret: string, hours = 0) {
  return findSession({ ctx: at(hours), input: { secret } }).then((found) => found !== null)
}

test('[US1] a session lives on use for 12 hours at a time, and 7 days at most', async () => {
  const { secret } = await signedIn(await personWithPassword())
  const left = await signedIn(await personWithPassword())
  for (let hours = 0; hours < 7 * 24; hours += 11) expect(await isLive(secret, hours), `${hours} h`).toBe(true)
  expect(await isLive(secret, 7 * 24)).toBe(false)
  expect(await isLive(left.secret, 12)).toBe(false)
})

test('[US2] signing out ends the session for whoever holds its cookie, and audits once', async () => {
  const user = await personWithPassword()
  const { secret, sessionId } = await signedIn(user)
  const other = await signedIn(user)
  await signOut({ ctx: at(0), input: { secret } })
  await signOut({ ctx: at(0), input: { secret } })
  expect(await isLive(secret)).toBe(false)
  expect(await isLive(other.secret)).toBe(true)
  expect(await db.auditEvent.findMany({ where: { verb: 'session.end', actorId: user.id } })).toMatchObject([
    { entityId: sessionId },
  ])
})

test('[US2] nothing opens with nonsense, and a disabled person has no session', async () => {
  for (const secret of ['', 'session_unknown', 'x'.repeat(5000)]) expect(await isLive(secret)).toBe(false)
  const user = await personWithPassword()
  const { secret } = await signedIn(user)
  await db.user.update({ where: { id: user.id }, data: { disabledAt: new Date() } })
  expect(await isLive(secret)).toBe(false)
})

test('[US2] a sign-in that began before all sessions were ended starts none', async () => {
  const user = await personWithPassword()
  await db.$transaction((tx) => endAllSessions(tx, user.id))
  const late = await db.$transaction((tx) => startSession(tx, at(0), { userId: user.id, epoch: 0, agent: '' }))
  expect(await isLive(late.secret)).toBe(false)
})

test('lists where a person is signed in, and ends the others but not this one', async () => {
  const user = await personWithPassword()
  const [here, there] = [await signedIn(user), await signedIn(user, at(1))]
  const { items } = await listSessions({ ctx: here.ctx, input: { limit: 50 } })
  expect(items).toMatchObject([
    { id: there.sessionId, isThis: false },
    { id: here.sessionId, isThis: true, agent: 'Browser 1' },
  ])
  expect(await endOtherSessions({ ctx: here.ctx, input: undefined })).toEqual({ ended: 1 })
  expect([await isLive(here.secret), await isLive(there.secret)]).toEqual([true, false])
  const audits = await db.auditEvent.findMany({ where: { verb: 'session.end-others', actorId: user.id } })
  expect(audits).toMatchObject([{ entityId: user.id, difference: { ended: 1 } }])
})

test('ends one session, once; two at the same moment: one does it', async () => {
  const user = await personWithPassword()
  const [here, there] = [await signedIn(user), await signedIn(user)]
  const end = () => endSession({ ctx: here.ctx, input: { sessionId: there.sessionId } })
  const results = await Promise.allSettled([end(), end()])
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await isLive(there.secret)).toBe(false)
})

test('nobody ends or sees the session of another, and a token none at all', async () => {
  const [one, two] = [await signedIn(await personWithPassword()), await signedIn(await personWithPassword())]
  const input = { sessionId: two.sessionId }
  await expect(endSession({ ctx: one.ctx, input })).rejects.toMatchObject({ code: 'not-found' })
  const token = {
    type: 'token' as const,
    userId: one.ctx.actor.userId,
    tokenId: one.sessionId,
    scopes: TokenScope.options,
  }
  const script = { ...one.ctx, actor: token }
  for (const call of [
    () => listSessions({ ctx: script, input: { limit: 50 } }),
    () => endSession({ ctx: script, input }),
    () => endOtherSessions({ ctx: script, input: undefined }),
  ]) {
    await expect(call()).rejects.toMatchObject({ reason: 'session-only' })
  }
  expect((await listSessions({ ctx: one.ctx, input: { limit: 50 } })).items).toHaveLength(1)
})

test('what has run out is swept', async () => {
  const old = await signedIn(await personWithPassword(), at(0))
  const fresh = await signedIn(await personWithPassword(), at(13))
  await db.tryCount.createMany({
    data: Array.from({ length: 450 }, (_, index) => ({ key: `stranger ${index}`, count: 1, resetAt: at(12).now() })),
  })
  while ((await sweepAccounts(at(13))) > 0);
  const left = await db.session.findMany({ where: { id: { in: [old.sessionId, fresh.sessionId] } } })
  expect(left.map(({ id }) => id)).toEqual([fresh.sessionId])
  expect(await db.tryCount.count({ where: { resetAt: { lte: at(13).now() } } })).toBe(0)
})
