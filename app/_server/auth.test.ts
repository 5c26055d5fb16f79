import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { NextRequest } from 'next/server'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { GET, POST } from '@/app/api/auth/[...nextauth]/route'
import { createLogger } from '@/lib/platform/log'
import { createDiskStorage } from '@/lib/platform/storage'
import { testDatabase } from '@/tests/setup/database'
import { authOptions, ownCallback, requireReadableCallback } from './auth'
import type { Instance } from './instance'

const { db } = await testDatabase()
const data = await mkdtemp(path.join(tmpdir(), 'framejury-auth-'))
afterAll(() => rm(data, { recursive: true, force: true }))

const lines: string[] = []
beforeEach(() => void lines.splice(0))
vi.stubEnv('LOG_LEVEL', 'info')
const holder = globalThis as typeof globalThis & { framejury?: Instance }
const log = createLogger('test', { destination: { write: (line: string) => void lines.push(line) } })
holder.framejury = { db, storage: createDiskStorage(data), log }

test('the sign-in library takes no reports from browsers, and only the paths that pages use', async () => {
  for (const action of ['_log', 'verify-request', 'anything']) {
    const body = new URLSearchParams({ level: 'error', code: 'FILL', message: 'x'.repeat(1000) })
    const request = new NextRequest(`http://jury.test/api/auth/${action}`, { method: 'POST', body })
    const answer = await POST(request, { params: Promise.resolve({ nextauth: [action] }) })
    expect(answer.status).toBe(404)
  }
  const read = new NextRequest('http://jury.test/api/auth/callback/credentials')
  const answer = await GET(read, { params: Promise.resolve({ nextauth: ['callback', 'credentials'] }) })
  expect(answer.status).toBe(404)
  expect(lines).toEqual([])
})

test('what the sign-in library complains about is the doing of whoever calls, and fills no log', () => {
  const { logger } = authOptions()
  for (const code of ['SIGNOUT_ERROR', 'JWT_SESSION_ERROR', 'CLIENT_FETCH_ERROR'])
    logger?.error?.(code, new Error(code))
  logger?.warn?.('NEXTAUTH_URL')
  expect(lines).toEqual([])
})

const HOST = 'http://jury.test'

function given(query: string, cookie = '') {
  return () => requireReadableCallback(new NextRequest(`${HOST}/api/auth/session${query}`, { headers: { cookie } }))
}

test.each(['junk', 'javascript:alert(1)', 'http://', 'file:///etc/passwd'])(
  'a callback address that is none is refused: %s',
  (address) => {
    const refused = expect.objectContaining({ code: 'invalid', reason: 'callback' })
    expect(given(`?callbackUrl=${encodeURIComponent(address)}`)).toThrow(refused)
    expect(given('', `next-auth.callback-url=${encodeURIComponent(address)}`)).toThrow(refused)
  },
)

test('paths and addresses go through, and so does none', () => {
  for (const query of ['', '?callbackUrl=', '?callbackUrl=%2Fp%2Fdance', `?callbackUrl=${encodeURIComponent(HOST)}`]) {
    expect(given(query, `next-auth.callback-url=${encodeURIComponent(HOST)}`)).not.toThrow()
  }
})

test('a sign-in leads to this site alone, whatever a body says', () => {
  expect(ownCallback({ url: '/p/dance?a=1', baseUrl: HOST })).toBe(`${HOST}/p/dance?a=1`)
  expect(ownCallback({ url: `${HOST}/account`, baseUrl: HOST })).toBe(`${HOST}/account`)
  for (const url of [
    'http://evil.test',
    '//evil.test',
    '/\\evil.test',
    'javascript:alert(1)',
    'http://',
    5,
    {},
    null,
  ]) {
    expect(ownCallback({ url, baseUrl: HOST })).toBe(HOST)
  }
})
