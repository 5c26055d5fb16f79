import { describe, expect, test } from 'vitest'
import { MAX_BODY_BYTES } from '@/lib/contracts/http/common'
import { AppError } from '@/lib/platform/errors'
import { testDatabase } from '@/tests/setup/database'
import { createTeam } from '@/tests/setup/team'
import { answerApi, withPlainQuery } from './answer-api'
import { toErrorResponse } from './errors'
import { withSmallBody } from './limited-body'
import { requireSameOrigin } from './session'

const { db } = await testDatabase()
const team = await createTeam(db)
const anonymous = team.ctx('anonymous')
const HOST = 'http://jury.test'
const ACCEPT = '/invitations/accept'
const NOWHERE = '01900000-0000-7000-8000-000000000000'

/** A body that records whether it was read. */
function watched(...chunks: string[]) {
  const seen = { bytes: 0 }
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = chunks.shift()
        if (chunk === undefined) return controller.close()
        seen.bytes += chunk.length
        controller.enqueue(new TextEncoder().encode(chunk))
      },
    },
    { highWaterMark: 0 },
  )
  return { seen, stream }
}

async function ask(ctx: typeof anonymous, path: string, init: RequestInit = {}) {
  const request = new Request(`${HOST}/api/v1${path}`, {
    method: 'POST',
    ...init,
    ...(init.body ? { duplex: 'half' } : {}),
  })
  const response = await answerApi(request, ctx).catch((error: unknown) => toErrorResponse(error, ctx))
  return { status: response.status, allow: response.headers.get('allow'), body: await response.json() }
}

const refusal = (status: number, code: string, reason: string) => ({
  defined: true,
  status,
  code,
  message: expect.any(String),
  data: { reason },
})

describe('before the body is read', () => {
  test.each(['/projects', `/projects/${team.projectId}/imports`])(
    'a stranger is asked to sign in: %s',
    async (path) => {
      const { seen, stream } = watched('{"slug":')
      const { status, body } = await ask(anonymous, path, { body: stream })
      expect([status, body]).toEqual([401, refusal(401, 'UNAUTHORIZED', 'sign-in')])
      expect(seen.bytes).toBe(0)
    },
  )

  test('[TK3] a token without the scope is refused', async () => {
    const actor = { type: 'token', userId: team.userId('admin'), tokenId: NOWHERE, scopes: ['read'] } as const
    for (const path of ['/projects', `/projects/${team.projectId}/imports`]) {
      const { seen, stream } = watched('{"slug":')
      const { status, body } = await ask({ ...team.ctx('admin'), actor }, path, { body: stream })
      expect([status, body]).toEqual([403, refusal(403, 'FORBIDDEN', 'scope')])
      expect(seen.bytes).toBe(0)
    }
  })

  test('an endpoint that there is not, and a method that it does not know, are refused', async () => {
    const { seen, stream } = watched('{')
    expect((await ask(team.ctx('admin'), '/nothing', { body: stream })).body).toEqual(
      refusal(404, 'NOT_FOUND', 'endpoint'),
    )
    const wrong = await ask(team.ctx('admin'), '/me', { method: 'DELETE' })
    expect([wrong.status, wrong.allow]).toEqual([405, 'GET'])
    expect(wrong.body).toEqual(refusal(405, 'METHOD_NOT_SUPPORTED', 'method'))
    expect(seen.bytes).toBe(0)
  })
})

describe('a body', () => {
  test('that says no length is cut at the limit while it comes', async () => {
    const pieces = Array.from({ length: 100 }, () => ' '.repeat(MAX_BODY_BYTES / 10))
    const { seen, stream } = watched(...pieces)
    const { body } = await ask(anonymous, ACCEPT, { body: stream })
    expect(body).toEqual(refusal(413, 'PAYLOAD_TOO_LARGE', 'body'))
    expect(seen.bytes).toBeLessThan(1.3 * MAX_BODY_BYTES)
  })

  test('that says it is larger is refused before any of it is read', async () => {
    const { seen, stream } = watched('{')
    const headers = { 'Content-Type': 'application/json', 'Content-Length': `${MAX_BODY_BYTES + 1}` }
    const { body } = await ask(anonymous, ACCEPT, { body: stream, headers })
    expect(body).toEqual(refusal(413, 'PAYLOAD_TOO_LARGE', 'body'))
    expect(seen.bytes).toBe(0)
  })

  test.each([
    ['is no JSON', '{"secret":', 400, 'BAD_REQUEST', 'json'],
    ['is JSON of another encoding', new Uint8Array([0x22, 0xff, 0x22]), 400, 'BAD_REQUEST', 'json'],
    ['nests too deep', `${'['.repeat(40)}${']'.repeat(40)}`, 400, 'BAD_REQUEST', 'json-depth'],
    ['holds too many values', `{"secret":[${'[],'.repeat(100_000)}[]]}`, 413, 'PAYLOAD_TOO_LARGE', 'json-values'],
    ['is of the wrong shape', '{"secret":7}', 400, 'BAD_REQUEST', 'input'],
  ])('that %s is refused with all that errors carry', async (_, text, status, code, reason) => {
    const { body } = await ask(anonymous, ACCEPT, { body: text, headers: { 'Content-Type': 'application/json' } })
    expect(body).toEqual(refusal(status, code, reason))
  })

  test.each([
    { 'Content-Type': 'multipart/form-data; boundary=x' },
    { 'Content-Type': 'text/plain' },
    { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
  ])('of another kind is refused: %o', async (headers) => {
    const { body } = await ask(anonymous, ACCEPT, { body: '{}', headers: new Headers(Object.entries(headers)) })
    expect(body).toEqual(refusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'media-type'))
  })

  test('that breaks off is no fault of ours', async () => {
    const stream = new ReadableStream({
      pull: (controller) => controller.error(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })),
    })
    const headers = { 'Content-Type': 'application/json' }
    const { status, body } = await ask(anonymous, ACCEPT, { body: stream, headers })
    expect(body).toEqual(refusal(status, 'BAD_REQUEST', 'body-cut'))
  })

  test('that cannot be read for another reason is ours to find', async () => {
    const stream = new ReadableStream({ pull: (controller) => controller.error(new Error('out of memory')) })
    const headers = { 'Content-Type': 'application/json' }
    const { status, body } = await ask(anonymous, ACCEPT, { body: stream, headers })
    expect(body).toEqual(refusal(status, 'INTERNAL_SERVER_ERROR', 'unexpected'))
  })

  test('with a hundred thousand faults is answered with ten', async () => {
    const keyBindings = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`k${index}`, 7]))
    const headers = { 'Content-Type': 'application/json' }
    const { status, body } = await ask(team.ctx('admin'), '/me/keys', {
      method: 'PUT',
      body: JSON.stringify({ keyBindings }),
      headers,
    })
    expect(status).toBe(400)
    expect(body.message.length).toBeLessThan(2000)
    expect(body.message).toMatch(/and \d+ more$/)
  })
})

test('a query key without a value counts as left out', async () => {
  const path = `/projects/${team.projectId}/members?cursor=&limit=`
  expect((await ask(team.ctx('admin'), path, { method: 'GET' })).status).toBe(200)
})

test('many empty keys of a query are all left out', () => {
  const keys = Array.from({ length: 1800 }, (_, index) => `${index.toString(36)}=`).join('&')
  expect(withPlainQuery(`${HOST}/api/v1${ACCEPT}?${keys}`)).toBe(`${HOST}/api/v1${ACCEPT}`)
})

describe('another site', () => {
  const from = (headers: Record<string, string>) => () =>
    requireSameOrigin(
      new Request(`${HOST}/api/v1${ACCEPT}`, { method: 'POST', headers: { host: 'jury.test', ...headers } }),
    )

  test.each([
    {},
    { origin: 'null' },
    { origin: 'junk' },
    { origin: 'http://evil.test' },
    { 'sec-fetch-site': 'cross-site', origin: HOST },
    { 'sec-fetch-site': 'same-site', origin: HOST },
    { 'sec-fetch-site': 'none', origin: HOST },
    { authorization: 'Basic eDp5' },
    // Two words are not a token, so the cookie would count.
    { authorization: 'Bearer x y' },
  ])('is refused: %o', (headers) => {
    expect(from(headers as Record<string, string>)).toThrow(AppError)
  })

  test('that has no name is not this one, even where this one is not named either', () => {
    const nameless = new Request(`${HOST}/api/v1${ACCEPT}`, { method: 'POST', headers: { origin: 'null' } })
    expect(() => requireSameOrigin(nameless)).toThrow(AppError)
  })

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('is refused whatever it would change with: %s', (method) => {
    const request = new Request(`${HOST}/api/v1/me/keys`, { method, headers: { 'sec-fetch-site': 'cross-site' } })
    expect(() => requireSameOrigin(request)).toThrow(AppError)
  })

  test('our own pages and callers with a token are let in', () => {
    expect(from({ origin: HOST })).not.toThrow()
    expect(from({ origin: 'http://localhost:3000' })).not.toThrow()
    expect(from({ 'sec-fetch-site': 'same-origin' })).not.toThrow()
    expect(from({ authorization: 'Bearer x' })).not.toThrow()
  })
})

test('what nobody foresaw is said without its text', async () => {
  const response = toErrorResponse(new Error('password of postgres://jury is hidden'), anonymous)
  const body = await response.json()
  expect(body).toEqual(refusal(500, 'INTERNAL_SERVER_ERROR', 'unexpected'))
  expect(body.message).toContain('An internal error occurred')
  expect(body.message).not.toContain('hidden')
})

describe('a body for the sign-in library', () => {
  const sent = (body: string, type = 'application/json') =>
    withSmallBody(new Request(`${HOST}/api/auth/callback`, { method: 'POST', body, headers: { 'content-type': type } }))

  test.each([
    ['{"a":', 'json'],
    [`${'['.repeat(40)}${']'.repeat(40)}`, 'json-depth'],
    [`[${'[],'.repeat(100_000)}[]]`, 'json-values'],
    ['x'.repeat(MAX_BODY_BYTES + 1), 'body'],
  ])('that costs much to read, or cannot be read, never reaches it: %#', async (body, reason) => {
    await expect(sent(body)).rejects.toMatchObject({ reason })
  })

  test('goes through as it is', async () => {
    expect(await (await sent('{"email":"a"}')).text()).toBe('{"email":"a"}')
    expect(await (await sent('email=a', 'application/x-www-form-urlencoded')).text()).toBe('email=a')
  })
})

test('no path of the server stands in an error', async () => {
  const error = new AppError('invalid', 'model-folder', `${process.cwd()}/models/x/model.json cannot be read.`)
  expect((await toErrorResponse(error, anonymous).json()).message).toBe('…/model.json cannot be read.')
})
