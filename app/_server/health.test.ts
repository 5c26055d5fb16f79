import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { GET as live } from '@/app/api/health/live/route'
import { GET as ready } from '@/app/api/health/ready/route'
import { GET as health } from '@/app/api/health/route'
import type { TokenScope } from '@/lib/domain/accounts'
import { createToken } from '@/lib/services/accounts'
import { contextFor, createUser } from '@/prisma/factories'
import { testDatabase } from '@/tests/setup/database'

const data = await mkdtemp(path.join(tmpdir(), 'framejury-health-'))
process.env.FRAMEJURY_DATA = data
const { db } = await testDatabase()
afterAll(() => rm(data, { recursive: true, force: true }))

async function tokenOf(isOwner: boolean, scope: TokenScope = 'read'): Promise<string> {
  const user = await createUser(db, { isOwner })
  const { secret } = await createToken({ ctx: contextFor(db, user), input: { name: 'monitor', scopes: [scope] } })
  return secret
}

async function ask(secret?: string): Promise<{ status: number; text: string }> {
  const headers = secret ? { Authorization: `Bearer ${secret}` } : undefined
  const response = await ready(new Request('http://jury.test/api/health/ready', { headers }))
  return { status: response.status, text: await response.text() }
}

test('strangers and people learn the states alone, owners the reasons', async () => {
  // A busy machine may leave the first answer waiting.
  await expect.poll(async () => (await ask()).text).toContain('"migrations":{"state":"ok"}')
  const told = await ask()
  expect(told.status).toBe(503)
  expect(JSON.parse(told.text)).toEqual({
    status: 'not ready',
    checks: {
      database: { state: 'ok' },
      migrations: { state: 'ok' },
      worker: { state: 'failed' },
      queue: { state: 'ok' },
      disk: { state: expect.stringMatching(/ok|warning/) },
    },
  })
  expect(await ask(await tokenOf(false))).toEqual(told)
  expect(await ask('fj_no-such-token')).toEqual(told)
  expect(await ask(await tokenOf(true, 'import'))).toEqual(told)
  const owner = JSON.parse((await ask(await tokenOf(true))).text)
  expect(owner.checks.worker.reason).toBe('No worker is running: jobs wait.')
  expect(owner.checks.disk.figures.freeBytes).toBeGreaterThan(0)
  expect(JSON.stringify(owner)).not.toContain(data)
})

test('the old address answers like the new one; live asks nothing', async () => {
  expect((await health(new Request('http://jury.test/api/health'))).status).toBe(503)
  expect(await live().json()).toEqual({ status: 'live' })
})
