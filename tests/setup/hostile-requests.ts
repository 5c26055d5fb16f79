import { connect, type Socket } from 'node:net'

const LIMIT_MS = 60_000
const FOREVER = 2 ** 31

/** One kind of request that means harm: its head, how it goes on, and which answers are right. */
export type Attack = {
  name: string
  /** Status codes of a right answer; an empty list: the connection is held open on purpose. */
  right: readonly number[]
  send: (socket: Socket) => void
}

function head(path: string, headers: Record<string, string | number>, method = 'POST'): string {
  const lines = Object.entries({ Host: 'localhost', 'Sec-Fetch-Site': 'same-origin', ...headers })
  return [`${method} ${path} HTTP/1.1`, ...lines.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n')
}

/** `{"secret":[[],[],…]}` of about so many bytes. */
function nested(bytes: number): Buffer {
  return Buffer.from(`{"secret":[${'[],'.repeat(Math.floor(bytes / 3))}[]]}`)
}

const MIB = 1024 ** 2
const LARGE = nested(50 * MIB)
const SMALL = nested(MIB - 1024)
const JSON_TYPE = { 'Content-Type': 'application/json' }
const ACCEPT = '/api/v1/invitations/accept'

function whole(path: string, body: Buffer, headers: Record<string, string> = JSON_TYPE) {
  return (socket: Socket) => {
    socket.write(head(path, { ...headers, 'Content-Length': body.length }))
    socket.write(body)
  }
}

function chunked(path: string, body: Buffer) {
  return (socket: Socket) => {
    socket.write(head(path, { ...JSON_TYPE, 'Transfer-Encoding': 'chunked' }))
    socket.write(`${body.length.toString(16)}\r\n`)
    socket.write(body)
    socket.write('\r\n0\r\n\r\n')
  }
}

/** All kinds; an instance under them must go on answering others. */
export const ATTACKS: readonly Attack[] = [
  { name: '50 MB of brackets, anonymous', right: [413], send: whole(ACCEPT, LARGE) },
  {
    name: '50 MB with any token',
    right: [413],
    send: whole(ACCEPT, LARGE, { ...JSON_TYPE, Authorization: 'Bearer x' }),
  },
  { name: '50 MB without a length', right: [413], send: chunked(ACCEPT, LARGE) },
  { name: '1 MB of brackets', right: [400, 413], send: whole(ACCEPT, SMALL) },
  { name: '1 MB to an endpoint for people signed in', right: [401], send: whole('/api/v1/projects', SMALL) },
  { name: '900 KB of depth', right: [400], send: whole(ACCEPT, Buffer.from('['.repeat(900_000))) },
  { name: '50 MB to sign-in', right: [413], send: whole('/api/auth/callback/credentials', LARGE) },
  { name: '1 MB of brackets to sign-in', right: [400, 413], send: whole('/api/auth/callback/credentials', SMALL) },
  { name: '50 MB to a page', right: [405, 413], send: whole('/sign-in', LARGE) },
  {
    name: '1 MB of another type',
    right: [415],
    send: whole(ACCEPT, SMALL, { 'Content-Type': 'multipart/form-data; boundary=x' }),
  },
  { name: 'no JSON at all', right: [400], send: whole(ACCEPT, Buffer.from('{"secret":')) },
  {
    name: '64 KB of headers',
    right: [431],
    send: (socket) => socket.write(head('/api/health', { Filler: 'x'.repeat(65_536) }, 'GET')),
  },
  {
    name: '12 KB of address',
    right: [414],
    send: (socket) => socket.write(head(`/api/v1/me?q=${'x'.repeat(12_000)}`, {}, 'GET')),
  },
  { name: 'a method of another time', right: [405], send: (socket) => socket.write(head('/api/v1/me', {}, 'TRACE')) },
  {
    name: 'a body that never comes',
    right: [],
    send: (socket) => socket.write(head(ACCEPT, { ...JSON_TYPE, 'Content-Length': 1000 })),
  },
  { name: 'headers that never end', right: [], send: (socket) => socket.write('POST / HTTP/1.1\r\nHost: a\r\nSlow: ') },
  {
    name: 'chunks that never end',
    right: [],
    send: (socket) => socket.write(`${head(ACCEPT, { ...JSON_TYPE, 'Transfer-Encoding': 'chunked' })}1\r\n{\r\n`),
  },
  {
    name: 'more bytes than there can be',
    right: [413],
    send: (socket) => socket.write(head(ACCEPT, { ...JSON_TYPE, 'Content-Length': FOREVER })),
  },
]

export type Outcome = { name: string; status: number | null; right: boolean; ms: number }

/** Sends one attack and waits for the status of its answer; one that has no right answer is held open and given back at once. */
export function strike(attack: Attack, url: URL, held: Socket[]): Promise<Outcome> {
  const startedAt = performance.now()
  return new Promise((resolve) => {
    const socket = connect(Number(url.port), url.hostname)
    let answer = ''
    function end(status: number | null): void {
      const right = attack.right.length === 0 ? status === null : status !== null && attack.right.includes(status)
      resolve({ name: attack.name, status, right, ms: Math.round(performance.now() - startedAt) })
      if (attack.right.length > 0) socket.destroy()
    }
    socket.on('error', () => undefined)
    socket.on('close', () => end(null))
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1')
      const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]
      if (status) end(Number(status))
    })
    socket.on('connect', () => {
      attack.send(socket)
      if (attack.right.length > 0) socket.setTimeout(LIMIT_MS, () => end(null))
      else {
        held.push(socket)
        end(null)
      }
    })
  })
}

/** Sends so many attacks at once, kind after kind. @returns how each ended, and the slowest of the probes that ran meanwhile */
export async function besiege(
  base: string,
  count: number,
): Promise<{ outcomes: Outcome[]; slowestMs: number; probes: number; silent: number }> {
  const url = new URL(base.replace('//localhost', '//127.0.0.1'))
  const held: Socket[] = []
  let over = false
  const siege = Promise.all(
    Array.from({ length: count }, (_, index) => strike(ATTACKS[index % ATTACKS.length] as Attack, url, held)),
  ).finally(() => {
    over = true
  })
  let slowestMs = 0
  let probes = 0
  let silent = 0
  do {
    const startedAt = performance.now()
    const answer = await fetch(new URL('/api/health', url), { signal: AbortSignal.timeout(LIMIT_MS) }).catch(() => null)
    if (!answer) silent += 1
    await answer?.arrayBuffer().catch(() => undefined)
    slowestMs = Math.max(slowestMs, performance.now() - startedAt)
    probes += 1
  } while (!over)
  const outcomes = await siege
  for (const socket of held) socket.destroy()
  return { outcomes, slowestMs: Math.round(slowestMs), probes, silent }
}
