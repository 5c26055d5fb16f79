import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { NextRequest } from 'next/server'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { GET, POST } from '@/app/api/auth/[...nextauth]/route'
import { createLogger } from '@/lib/platform/log'
import { createDiskStorage } from '@/lib/platform/storage'
import { testDatabase } from '@/tests/setup/database'
import { authOptions } from './auth'
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
