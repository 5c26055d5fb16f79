import { expect, test } from 'vitest'
import { hashPassword } from '@/lib/platform/secrets'
import { contextFor, createUser } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'
import { checkPassword } from './check-password'
import { countPasswordTry } from './password-tries'
import { sessionIsLive } from './session-is-live'

const { db } = await testDatabase()
const ctx = contextFor(db, { type: 'anonymous' })
const passwordHash = await hashPassword('correct horse battery')

function signIn(email: string, password: string, address = '192.0.2.1') {
  return checkPassword({ ctx, input: { email, password, address } })
}

test('the right password signs in, whatever the case of the address', async () => {
  const user = await createUser(db, { email: 'anna@example.org', passwordHash })
  expect(await signIn(' Anna@Example.org', 'correct horse battery')).toMatchObject({ id: user.id, epoch: 0 })
})

test('a wrong password, an unknown address, a disabled person and nonsense all look the same', async () => {
  await createUser(db, { email: 'bert@example.org', passwordHash })
  await createUser(db, { email: 'gone@example.org', passwordHash, disabledAt: new Date() })
  await createUser(db, { email: 'sso@example.org' })
  const tries = [
    ['bert@example.org', 'wrong'],
    ['nobody@example.org', 'correct horse battery'],
    ['gone@example.org', 'correct horse battery'],
    ['sso@example.org', ''],
    ['not an address', 'x'],
    ['bert@example.org', 'x'.repeat(5000)],
  ] as const
  for (const [email, password] of tries) expect(await signIn(email, password)).toBeNull()
})

test('after ten wrong tries even the right password waits; another account does not', async () => {
  await createUser(db, { email: 'carl@example.org', passwordHash })
  await createUser(db, { email: 'dora@example.org', passwordHash })
  for (let tries = 0; tries < 10; tries += 1) expect(await signIn('carl@example.org', 'wrong')).toBeNull()
  await expect(signIn('carl@example.org', 'correct horse battery')).rejects.toMatchObject({ code: 'rate-limited' })
  expect(await signIn('dora@example.org', 'correct horse battery')).not.toBeNull()
})

test('signing in forgets the wrong tries before it', async () => {
  await createUser(db, { email: 'emil@example.org', passwordHash })
  for (let round = 0; round < 2; round += 1) {
    for (let tries = 0; tries < 6; tries += 1) await signIn('emil@example.org', 'wrong')
    expect(await signIn('emil@example.org', 'correct horse battery')).not.toBeNull()
  }
})

test('one network address cannot try many accounts', async () => {
  const address = '192.0.2.99'
  for (let tries = 0; tries < 200; tries += 1) await countPasswordTry(`spray${tries}@example.org`, address)
  await expect(signIn('fresh@example.org', 'wrong', address)).rejects.toMatchObject({ code: 'rate-limited' })
})

test('a session ends when its person is disabled, gone, or ends all sessions', async () => {
  const user = await createUser(db)
  const isLive = (userId: string, epoch = 0) => sessionIsLive({ ctx, input: { userId, epoch } })
  expect(await isLive(user.id)).toBe(true)
  expect(await isLive('00000000-0000-7000-8000-000000000000')).toBe(false)
  expect(await isLive('')).toBe(false)
  await db.user.update({ where: { id: user.id }, data: { sessionEpoch: 1 } })
  expect(await isLive(user.id)).toBe(false)
  expect(await isLive(user.id, 1)).toBe(true)
  await db.user.update({ where: { id: user.id }, data: { disabledAt: new Date() } })
  expect(await isLive(user.id, 1)).toBe(false)
})
