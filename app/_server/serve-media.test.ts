import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signMediaUrl } from '@/lib/platform/media-url'
import { createDiskStorage } from '@/lib/platform/storage'
import { testDatabase } from '@/tests/setup/database'
import { mediaTokenOf, serveMedia } from './serve-media'

// Sets the keys that an instance has.
await testDatabase()

const BYTES = Buffer.from(Array.from({ length: 100_000 }, (_, place) => place % 251))
const now = new Date()
let folder: string
let server: ReturnType<typeof createServer>
const urlOf = (key: string, userId = 'ada') => signMediaUrl(key, 'video/mp4', { userId, now })

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'framejury-served-'))
  const storage = createDiskStorage(folder)
  await storage.write('clip', BYTES)
  await storage.write('same', BYTES)
  await storage.write('empty', new Uint8Array())
  server = createServer((request, response) => {
    void serveMedia(storage, mediaTokenOf(request.url ?? '') ?? '', request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true, force: true })
})

type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer }

function ask(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { port } = server.address() as AddressInfo
  return new Promise((resolve, reject) => {
    const request = httpRequest({ port, path: url, method, headers, agent: false }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
      )
    })
    request.on('error', reject).end()
  })
}

test('[SC3] GET and HEAD say how long the whole is, without chunks', async () => {
  const whole = await ask(urlOf('clip'))
  expect(whole).toMatchObject({ status: 200, headers: { 'content-length': '100000', 'accept-ranges': 'bytes' } })
  expect(whole.headers['transfer-encoding']).toBeUndefined()
  expect(whole.headers['last-modified']).toBeUndefined()
  expect(whole.body.equals(BYTES)).toBe(true)
  const head = await ask(urlOf('clip'), { range: 'bytes=0-9' }, 'HEAD')
  expect(head).toMatchObject({ status: 200, headers: { 'content-length': '100000', etag: whole.headers.etag } })
  expect(head.body).toHaveLength(0)
  expect(await ask(urlOf('empty'))).toMatchObject({ status: 200, headers: { 'content-length': '0' } })
})

test.each([
  ['bytes=0-9', 0, 9],
  ['bytes=99990-', 99_990, 99_999],
  ['bytes=-10', 99_990, 99_999],
  ['bytes=5-900000', 5, 99_999],
])('[SC3] %s is answered with its length and place', async (range, start, end) => {
  const answer = await ask(urlOf('clip'), { range })
  const headers = { 'content-length': `${end - start + 1}`, 'content-range': `bytes ${start}-${end}/100000` }
  expect(answer).toMatchObject({ status: 206, headers })
  expect(answer.body.equals(BYTES.subarray(start, end + 1))).toBe(true)
})

test('[SC3] a range behind the end is refused, a malformed one means the whole', async () => {
  const behind = await ask(urlOf('clip'), { range: 'bytes=100000-' })
  expect(behind).toMatchObject({ status: 416, headers: { 'content-range': 'bytes */100000', 'content-length': '0' } })
  for (const range of ['bytes=9-3', 'bytes=a-b', 'bytes=-', 'bytes=0-1,5-6', 'lines=1-2']) {
    expect(await ask(urlOf('clip'), { range })).toMatchObject({ status: 200, headers: { 'content-length': '100000' } })
  }
})

test('[SC3] what the browser has is not sent again, and an outdated part becomes the whole', async () => {
  const { etag = '' } = (await ask(urlOf('clip'), {}, 'HEAD')).headers
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    const answer = await ask(urlOf('clip'), { 'if-none-match': known, range: 'bytes=0-9' })
    expect(answer).toMatchObject({ status: 304, headers: { etag } })
    expect(answer.body).toHaveLength(0)
  }
  expect(await ask(urlOf('clip'), { 'if-none-match': '"other"' })).toMatchObject({ status: 200 })
  const range = 'bytes=0-9'
  expect(await ask(urlOf('clip'), { range, 'if-range': etag })).toMatchObject({ status: 206 })
  for (const old of ['"other"', `W/${etag}`, 'Mon, 30 Nov 2026 10:00:00 GMT']) {
    expect(await ask(urlOf('clip'), { range, 'if-range': old })).toMatchObject({ status: 200 })
  }
})

test('[SC2] the entity tag is of the person and the object, never of the content', async () => {
  const tags = await Promise.all(
    [urlOf('clip'), urlOf('clip', 'ben'), urlOf('same')].map(async (url) => (await ask(url)).headers.etag),
  )
  expect(new Set(tags).size).toBe(3)
})

test('[SC1] a forged link, a link to nothing and another method are refused with words', async () => {
  expect(await ask(`${urlOf('clip')}.x`)).toMatchObject({ status: 403 })
  expect(await ask('/api/media/eyJrZXkiOiJjbGlwIn0.AAAA')).toMatchObject({ status: 403 })
  expect(await ask(urlOf('nothing'))).toMatchObject({ status: 404 })
  expect(await ask(urlOf('clip'), {}, 'DELETE')).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } })
})
