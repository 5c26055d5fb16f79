import { expect, test } from 'vitest'
import { TRY_LIMITS } from '@/lib/domain/accounts'
import { createDb } from '@/lib/platform/db'
import { hashPassword } from '@/lib/platform/secrets'
import { contextFor, createUser, unique } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { countTry, forgetTries } from './count-try'
import { findSession } from './find-session'
import { signIn } from './sign-in'

const { db, url } = await testDatabase()
const PASSWORD = 'correct horse battery'
const passwordHash = await hashPassword(PASSWORD)
const MINUTE_MS = 60_000

function from(address: string, at = Date.now()) {
  return contextFor(db, { type: 'anonymous' }, { address, now: () => new Date(at) })
}

function tryIn(email: string, password: string, ctx = from('192.0.2.1'), device: string | null = null) {
  return signIn({ ctx, input: { email, password, code: '', agent: 'test', device } })
}

async function personWithPassword() {
  return createUser(db, { email: `${unique()}@example.org`, passwordHash })
}

async function failTenTimes(email: string, ctx = from('192.0.2.1')) {
  for (let tries = 0; tries < 10; tries += 1) expect(await tryIn(email, 'wrong', ctx)).toEqual({ result: 'wrong' })
}

/** As many addresses as it takes to reach the ceiling of the account. */
async function attackFromEverywhere(email: string, at = Date.now()) {
  const attempt = { kind: 'password', account: email, device: null } as const
  const addresses = Array.from({ length: TRY_LIMITS.account }, (_, tries) => `203.0.113.${Math.floor(tries / 10)}`)
  await Promise.all(addresses.map((address) => countTry(from(address, at), attempt)))
}

test('the right password signs in, whatever the case of the address, with a session of its own, and audits', async () => {
  const user = await createUser(db, { email: 'anna@example.org', passwordHash })
  const first = await tryIn(' Anna@Example.org', PASSWORD)
  const second = await tryIn('anna@example.org', PASSWORD)
  if (first.result !== 'signed-in' || second.result !== 'signed-in') throw new Error('not signed in')
  expect(first).toMatchObject({ userId: user.id })
  expect(second.secret).not.toBe(first.secret)
  expect(await findSession({ ctx: from('192.0.2.1'), input: first })).toMatchObject({ sessionId: first.sessionId })
  const rows = await db.session.findMany({ where: { userId: user.id } })
  expect(rows).toHaveLength(2)
  expect(JSON.stringify(rows)).not.toContain(first.secret)
  expect(await db.auditEvent.findMany({ where: { actorId: user.id } })).toMatchObject([
    { verb: 'session.start', entityId: first.sessionId },
    { verb: 'session.start', entityId: second.sessionId },
  ])
})

test('a wrong password, an unknown address, a disabled person and nonsense all look the same', async () => {
  await createUser(db, { email: 'bert@example.org', passwordHash })
  await createUser(db, { email: 'gone@example.org', passwordHash, disabledAt: new Date() })
  await createUser(db, { email: 'sso@example.org' })
  const tries = [
    ['bert@example.org', 'wrong'],
    ['nobody@example.org', PASSWORD],
    ['gone@example.org', PASSWORD],
    ['sso@example.org', ''],
    ['not an address', 'x'],
    ['bert@example.org', 'x'.repeat(5000)],
  ] as const
  for (const [email, password] of tries) expect(await tryIn(email, password)).toEqual({ result: 'wrong' })
})

test("[US3] [US4] ten wrong tries close the account to a stranger's address and to no other", async () => {
  const { email } = await personWithPassword()
  const other = await personWithPassword()
  await failTenTimes(email)
  await expect(tryIn(email, PASSWORD)).rejects.toMatchObject({ code: 'rate-limited' })
  expect(await tryIn(email, PASSWORD, from('198.51.100.7'))).toMatchObject({ result: 'signed-in' })
  expect(await tryIn(other.email, PASSWORD)).toMatchObject({ result: 'signed-in' })
})

test('[US3] an account that does not exist is closed after as many tries', async () => {
  await failTenTimes('nobody-at-all@example.org')
  await expect(tryIn('nobody-at-all@example.org', 'wrong')).rejects.toMatchObject({ code: 'rate-limited' })
})

test('[US3] the right password starts the count anew, and so does the end of the window', async () => {
  const { email } = await personWithPassword()
  for (let round = 0; round < 2; round += 1) {
    for (let tries = 0; tries < 6; tries += 1) await tryIn(email, 'wrong')
    expect(await tryIn(email, PASSWORD)).toMatchObject({ result: 'signed-in' })
  }
  await failTenTimes(email)
  const later = from('192.0.2.1', Date.now() + 15 * MINUTE_MS)
  expect(await tryIn(email, PASSWORD, later)).toMatchObject({ result: 'signed-in' })
})

test('[US3] the count holds for other processes too, and tries at the same moment all count', async () => {
  const { email } = await personWithPassword()
  const elsewhere = createDb(url)
  const contexts = [from('192.0.2.5'), { ...from('192.0.2.5'), db: elsewhere }]
  const results = await Promise.allSettled(
    Array.from({ length: 24 }, (_, index) => tryIn(email, 'wrong', contexts[index % 2])),
  )
  await elsewhere.$disconnect()
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
})

test('[US3] right passwords count against nobody: many people behind one address sign in', async () => {
  const { email } = await personWithPassword()
  const ctx = from('192.0.2.77')
  const attempt = { kind: 'password', account: email, device: null } as const
  for (let tries = 0; tries <= TRY_LIMITS.address; tries += 1) {
    await countTry(ctx, attempt)
    await forgetTries(ctx, attempt)
  }
  expect(await tryIn(email, PASSWORD, ctx)).toMatchObject({ result: 'signed-in' })
  // They do not lock the account under attack either.
  for (let tries = 0; tries < 3; tries += 1) expect(await tryIn(email, 'wrong', ctx)).toEqual({ result: 'wrong' })
})

test('[US3] one network address cannot try many accounts', async () => {
  const ctx = from('192.0.2.99')
  const accounts = Array.from({ length: TRY_LIMITS.address }, (_, tries) => `spray${tries}@example.org`)
  await Promise.all(accounts.map((account) => countTry(ctx, { kind: 'password', account, device: null })))
  await expect(tryIn('fresh@example.org', 'wrong', ctx)).rejects.toMatchObject({ code: 'rate-limited' })
})

test('[US4] an attack from everywhere slows strangers down and does not lock the person out', async () => {
  const { email } = await personWithPassword()
  await attackFromEverywhere(email)
  expect(await tryIn(email, 'wrong', from('198.51.100.20'))).toEqual({ result: 'wrong' })
  expect(await tryIn(email, PASSWORD, from('198.51.100.20'))).toMatchObject({ result: 'signed-in' })
  for (let tries = 0; tries < 2; tries += 1) await tryIn(email, 'wrong', from('198.51.100.21'))
  await expect(tryIn(email, 'wrong', from('198.51.100.21'))).rejects.toMatchObject({ code: 'rate-limited' })
})

test('[US4] two people who share a browser are counted each for themselves', async () => {
  const [one, other] = [await personWithPassword(), await personWithPassword()]
  const first = await tryIn(one.email, PASSWORD)
  if (first.result !== 'signed-in') throw new Error('not signed in')
  const { secretHash } = await db.knownDevice.findFirstOrThrow({ where: { userId: one.id } })
  await db.knownDevice.create({ data: { userId: other.id, secretHash, lastSeenAt: new Date() } })
  const wrong = () => tryIn(one.email, 'wrong', from('192.0.2.1'), first.device)
  for (let tries = 0; tries < 10; tries += 1) expect(await wrong()).toEqual({ result: 'wrong' })
  await expect(wrong()).rejects.toMatchObject({ code: 'rate-limited' })
  expect(await tryIn(other.email, PASSWORD, from('192.0.2.1'), first.device)).toMatchObject({ result: 'signed-in' })
})

test('[US4] a browser that the person has used gets in from an address where a stranger used up the tries', async () => {
  const { email } = await personWithPassword()
  const before = await tryIn(email, PASSWORD)
  if (before.result !== 'signed-in') throw new Error('not signed in')
  await failTenTimes(email)
  await expect(tryIn(email, PASSWORD)).rejects.toMatchObject({ code: 'rate-limited' })
  const known = await tryIn(email, PASSWORD, from('192.0.2.1'), before.device)
  expect(known).toMatchObject({ result: 'signed-in', device: before.device })
  // It is known only for its own person, and also has ten tries.
  const other = await personWithPassword()
  await failTenTimes(other.email)
  await expect(tryIn(other.email, PASSWORD, from('192.0.2.1'), before.device)).rejects.toMatchObject({
    code: 'rate-limited',
  })
  for (let tries = 0; tries < 10; tries += 1) await tryIn(email, 'wrong', from('192.0.2.1'), before.device)
  await expect(tryIn(email, PASSWORD, from('192.0.2.1'), before.device)).rejects.toMatchObject({
    code: 'rate-limited',
  })
})

test('[US4] after 90 days a browser is a stranger again', async () => {
  const { email } = await personWithPassword()
  const before = await tryIn(email, PASSWORD)
  if (before.result !== 'signed-in') throw new Error('not signed in')
  const later = from('192.0.2.1', Date.now() + 91 * 24 * 60 * MINUTE_MS)
  const again = await tryIn(email, PASSWORD, later, before.device)
  if (again.result !== 'signed-in') throw new Error('not signed in')
  expect(again.device).not.toBe(before.device)
})
