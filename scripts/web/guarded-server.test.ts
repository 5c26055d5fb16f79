import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { ADDRESS_HEADER, MAX_BODY_BYTES } from '@/lib/contracts/http/common'
import { freeLoopbackPort } from '@/lib/platform/db/embedded-postgres'
import { GuardedRequest } from './guarded-request'
import { createGuardedServer, listenOn } from './guarded-server'
import { trustedProxies } from './trusted-proxies'

type Seen = { url?: string; headers: IncomingHttpHeaders; bytes: number; failed: boolean }

const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0)) close()
})

/** A guarded server whose app reads every body to its end and notes what it saw. */
async function served({ trusted = '', reads = true, secure = false } = {}) {
  const seen: Seen[] = []
  const server = createGuardedServer({
    trust: trustedProxies(trusted),
    development: false,
    secure,
    answer: async (request, response) => {
      const note: Seen = { url: request.url, headers: { ...request.headers }, bytes: 0, failed: false }
      seen.push(note)
      try {
        if (reads) for await (const chunk of request) note.bytes += (chunk as Buffer).length
        response.end('answered')
      } catch {
        note.failed = true
      }
    },
  })
  await listenOn(server, 0, ['127.0.0.1'])
  open.push(() => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  return { seen, port, url: `http://127.0.0.1:${port}` }
}

/** Sends raw bytes and returns everything received until the connection ends. */
async function raw(port: number, ...pieces: string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('error', () => undefined)
  socket.on('data', (chunk: Buffer) => {
    answer += chunk.toString()
  })
  for (const piece of pieces) socket.write(piece)
  // Not `once`: a connection may well be reset here.
  await new Promise((resolve) => socket.on('close', resolve))
  return answer
}

const refusal = (status: number, code: string, reason: string) => ({
  defined: true,
  code,
  status,
  message: expect.any(String),
  data: { reason },
})

describe('a body', () => {
  test('up to the limit goes through whole', async () => {
    const { url, seen } = await served()
    const response = await fetch(`${url}/api/v1/me`, { method: 'POST', body: 'x'.repeat(MAX_BODY_BYTES) })
    expect([response.status, seen[0]?.bytes]).toEqual([200, MAX_BODY_BYTES])
  })

  test.each(['/api/v1/me', '/api/auth/callback/credentials', '/api/health'])(
    'that says it is larger is refused before the app sees it: %s',
    async (path) => {
      const { url, seen } = await served()
      const response = await fetch(url + path, { method: 'POST', body: Buffer.alloc(MAX_BODY_BYTES + 1) })
      expect(response.status).toBe(413)
      expect(await response.json()).toEqual(refusal(413, 'PAYLOAD_TOO_LARGE', 'body'))
      expect(seen).toEqual([])
    },
  )

  test('without a length never reaches a reader as if it were whole', async () => {
    const { port, seen } = await served()
    const piece = `10000\r\n${'x'.repeat(65_536)}\r\n`
    const head = 'POST /api/v1/me HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n'
    const answer = await raw(port, head, ...Array.from({ length: 40 }, () => piece), '0\r\n\r\n')
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    await expect.poll(() => seen[0]?.failed).toBe(true)
    expect(seen[0]?.bytes).toBeLessThan(2 * MAX_BODY_BYTES)
  })

  test('of an upload may be larger', async () => {
    const { url, seen } = await served()
    const response = await fetch(`${url}/api/uploads/abc`, { method: 'PATCH', body: Buffer.alloc(3 * MAX_BODY_BYTES) })
    expect([response.status, seen[0]?.bytes]).toEqual([200, 3 * MAX_BODY_BYTES])
  })

  test('that comes after its answer is thrown away, and the connection serves on', async () => {
    const { port } = await served({ reads: false })
    const size = 4 * MAX_BODY_BYTES
    const first = `POST /api/v1/me HTTP/1.1\r\nHost: a\r\nContent-Length: ${size}\r\n\r\n${'x'.repeat(size)}`
    const answer = await raw(port, first, 'GET /api/health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200'])
  })
})

test('a head or a body that does not come, or stops coming, ends the request after ten seconds', async () => {
  const { port, seen } = await served()
  const head = 'POST /api/v1/me HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n'
  const answers = await Promise.all([raw(port, head), raw(port, head, '{"a":'), raw(port, head.slice(0, -4))])
  for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 408 /)
  await expect.poll(() => seen.map(({ failed }) => failed)).toEqual([true, true])
})

test('a body that comes drop by drop ends when its time is over', async () => {
  const server = createServer({ IncomingMessage: GuardedRequest }, (request) => {
    const limits = { maxBytes: 1000, wholeWithinMs: 300, idleMs: 60_000 }
    request.guard(
      limits,
      () => false,
      (why) => request.socket.end(`HTTP/1.1 408 ${why}\r\n\r\n`),
    )
    request.resume()
  })
  await listenOn(server, 0, ['127.0.0.1'])
  open.push(() => {
    server.close()
    server.closeAllConnections()
  })
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n')
  const drops = setInterval(() => socket.write('x'), 20)
  const [answer] = await once(socket, 'data')
  clearInterval(drops)
  socket.destroy()
  expect(String(answer)).toBe('HTTP/1.1 408 too-slow\r\n\r\n')
})

test('a body that goes on and on after its answer is cut', async () => {
  const { port } = await served()
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  const closed = new Promise<'cut'>((resolve) => socket.on('close', () => resolve('cut')))
  const size = 1024 ** 3
  socket.write(`POST /api/v1/me HTTP/1.1\r\nHost: a\r\nContent-Length: ${size}\r\n\r\n`)
  const piece = Buffer.alloc(1024 ** 2)
  const sent = new Promise<void>((resolve) => {
    const next = (error?: Error | null) => {
      if (socket.bytesWritten >= size / 4) resolve()
      else if (!error) socket.write(piece, next)
    }
    next()
  })
  expect(await Promise.race([closed, sent])).toBe('cut')
})

test.runIf(process.platform === 'linux')('one server answers at all its addresses', async () => {
  const server = createGuardedServer({
    trust: trustedProxies(''),
    development: false,
    secure: false,
    answer: async (request, response) => void response.end(request.headers[ADDRESS_HEADER]),
  })
  const port = await freeLoopbackPort()
  const listening = await listenOn(server, port, ['127.0.0.1', '127.0.0.2'])
  open.push(() => {
    for (const each of listening) each.close()
    server.closeAllConnections()
  })
  for (const address of ['127.0.0.1', '127.0.0.2']) {
    expect(await (await fetch(`http://${address}:${port}/api/health`)).text()).toMatch(/^127\.0\.0\.[12]$/)
  }
})

describe('a request', () => {
  test('for another server by its whole address is refused', async () => {
    const { port, seen } = await served()
    const answer = await raw(port, 'GET http://evil.example/api/v1/me HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(seen).toEqual([])
  })

  test.each(['TRACE', 'PROPFIND'])('with the method %s is refused', async (method) => {
    const { port, seen } = await served()
    const answer = await raw(port, `${method} /api/v1/me HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 405 /)
    expect(answer).toContain('Allow: GET, HEAD, POST')
    expect(JSON.parse(answer.slice(answer.indexOf('{')))).toEqual(refusal(405, 'METHOD_NOT_SUPPORTED', 'method'))
    expect(seen).toEqual([])
  })

  test('to connect elsewhere, or in no method at all, is refused', async () => {
    const { port } = await served()
    expect(await raw(port, 'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n')).toMatch(/^HTTP\/1\.1 405 /)
    expect(await raw(port, 'NONSENSE / HTTP/1.1\r\nHost: a\r\n\r\n')).toMatch(/^HTTP\/1\.1 405 /)
    expect(await raw(port, '\x00\x01\r\n\r\n')).toMatch(/^HTTP\/1\.1 40[05] /)
  })

  test('to a page is for reading alone', async () => {
    const { url, seen } = await served()
    const response = await fetch(`${url}/sign-in`, { method: 'POST', body: 'x' })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    expect(seen).toEqual([])
  })

  test.each(['/api/v1/%E0%A4%A', '/invitation/%', '/%ff'])(
    'with an escape of no character is refused: %s',
    async (path) => {
      const { port, seen } = await served()
      const answer = await raw(port, `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)
      expect(answer).toMatch(/^HTTP\/1\.1 400 /)
      expect(JSON.parse(answer.slice(answer.indexOf('{')))).toEqual(refusal(400, 'BAD_REQUEST', 'address'))
      expect(seen).toEqual([])
    },
  )

  test('with a long address or large headers is refused', async () => {
    const { url, port } = await served()
    const long = await fetch(`${url}/api/v1/me?q=${'x'.repeat(9000)}`)
    expect([long.status, await long.json()]).toEqual([414, refusal(414, 'URI_TOO_LONG', 'address')])
    const large = await raw(port, `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)
    expect(large).toMatch(/^HTTP\/1\.1 431 /)
  })
})

describe('who calls', () => {
  const lies = {
    'x-framejury-address': '6.6.6.6',
    'x-framejury-path': '/elsewhere',
    'x-forwarded-for': '7.7.7.7, 8.8.8.8',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    'x-forwarded-port': '443',
    'x-real-ip': '7.7.7.7',
    forwarded: 'for=7.7.7.7',
  }

  test('is told by the socket; what a stranger forwards, or says in our name, is dropped', async () => {
    const { url, seen } = await served()
    await fetch(url, { headers: lies })
    const headers = seen[0]?.headers ?? {}
    expect(headers['x-framejury-address']).toBe('127.0.0.1')
    for (const name of Object.keys(lies).slice(1)) expect(headers, name).not.toHaveProperty(name)
  })

  test('is told by a trusted proxy, and only its nearest word counts', async () => {
    const { url, seen } = await served({ trusted: '127.0.0.0/8' })
    await fetch(url, { headers: lies })
    expect(seen[0]?.headers).toMatchObject({ 'x-framejury-address': '8.8.8.8', 'x-forwarded-host': 'evil.example' })
    expect(seen[0]?.headers).not.toHaveProperty('x-framejury-path')
  })

  test('a proxy that forwards no address is itself the caller', async () => {
    const { url, seen } = await served({ trusted: 'loopback' })
    await fetch(url, { headers: { 'x-forwarded-for': 'unknown' } })
    expect(seen[0]?.headers['x-framejury-address']).toBe('127.0.0.1')
  })

  test('an IPv6 caller is told by its /64', async () => {
    const { url, seen } = await served({ trusted: 'loopback' })
    await fetch(url, { headers: { 'x-forwarded-for': '2001:db8:1:2:3:4:5:6' } })
    await fetch(url, { headers: { 'x-forwarded-for': '2001:db8:1:2:ffff::1' } })
    await fetch(url, { headers: { 'x-forwarded-for': 'fd00::7' } })
    await fetch(url, { headers: { 'x-forwarded-for': '::2' } })
    await fetch(url, { headers: { 'x-forwarded-for': '::ffff:9.9.9.9' } })
    expect(seen.map(({ headers }) => headers['x-framejury-address'])).toEqual([
      '2001:db8:1:2::/64',
      '2001:db8:1:2::/64',
      'fd00::/64',
      '::/64',
      '9.9.9.9',
    ])
  })

  test('trusted proxies that cannot be read are named', () => {
    expect(() => trustedProxies('10.0.0.0/8, proxy.example')).toThrow(/^FRAMEJURY_TRUSTED_PROXIES .*"proxy\.example"/)
    expect(() => trustedProxies('10.0.0.0/99')).toThrow(/^FRAMEJURY_TRUSTED_PROXIES .*"10\.0\.0\.0\/99"/)
  })
})

describe('every answer', () => {
  test.each(['/', '/api/v1/me', '/api/auth/signout', `/api/v1/me?q=${'x'.repeat(9000)}`])(
    'is not sniffed, and no frame of others shows what the API and sign-in give: %#',
    async (path) => {
      const { url } = await served()
      const { headers } = await fetch(url + path)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('permissions-policy')).toContain('camera=()')
      expect(headers.has('strict-transport-security')).toBe(false)
      if (path !== '/') expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    },
  )

  test('tells browsers to stay with HTTPS where people come over HTTPS', async () => {
    const { url } = await served({ secure: true })
    expect((await fetch(url)).headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/)
  })
})
