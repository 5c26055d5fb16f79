import { afterEach, expect, test, vi } from 'vitest'
import { OpenaiManifest } from '@/lib/domain/proposals'
import { type Behaviour, startChatServer } from './fixtures/chat-server'
import { openOpenai } from './open-openai'
import { answerLimit } from './read-answer'

const QUICK = { tries: 1, firstPauseMs: 2, longestPauseMs: 8, longestAskedPauseMs: 20, wholeMs: 20_000 }
const KEY = 'sk-very-secret-1234'
const CLEAN = '{"labels":[],"score":4.80}'
const FRAME = { index: 0, ptsUs: 0, width: 28, height: 28, data: new Uint8Array(28 * 28 * 3) }

const open: { close: () => Promise<void> }[] = []
afterEach(async () => {
  vi.unstubAllEnvs()
  for (const one of open.splice(0)) await one.close()
})

async function started(behave: Behaviour) {
  const server = await startChatServer(behave)
  open.push(server)
  return server
}

/** The result of asking a server with this behaviour for one frame. */
async function asked(behave: Behaviour) {
  const server = await started(behave)
  vi.stubEnv('FRAMEJURY_KEY_TEST', KEY)
  const manifest = OpenaiManifest.parse({
    schemaVersion: 1,
    engine: 'openai',
    name: 'react',
    version: '7b',
    labels: ['extra_limbs'],
    thresholds: { distortedScore: 3.5, labelProbability: 0.5, high: 4, low: 3 },
    server: { baseUrl: server.baseUrl, model: 'react-7b', apiKeyEnv: 'FRAMEJURY_KEY_TEST', silenceMs: 5000 },
    training: {},
  })
  const engine = await openOpenai(
    { engine: 'openai', folder: '/models/react', manifest, sha256: '0'.repeat(64) },
    QUICK,
  )
  const { signal } = new AbortController()
  const outcome = await engine.infer([FRAME], '', signal).then(
    (results) => ({ results, message: '' }),
    (error: unknown) => ({ results: [], message: error instanceof Error ? error.message : String(error) }),
  )
  return { server, ...outcome }
}

const TOKEN = `data: ${JSON.stringify({ choices: [{ delta: { content: 'why ' }, finish_reason: null }] })}\n\n`

test.each([
  ['a stream of tokens', 'text/event-stream', '', TOKEN.repeat(100)],
  ['one line of a stream', 'text/event-stream', 'data: ', 'x'.repeat(65_536)],
  ['lines that say nothing', 'text/event-stream', '', ': ping\n'.repeat(1000)],
  ['an answer in one piece', 'application/json', '{"choices":[{"message":{"content":"', 'x'.repeat(65_536)],
])('[RA11] %s that never ends is left', async (_, type, beginning, part) => {
  const gone: Promise<void>[] = []
  const { server, message } = await asked((reply) => {
    gone.push(reply.gone)
    reply.pour(type, beginning, part)
  })
  expect(message).toMatch(
    /more than (8 MB|65536 characters), far more than maxTokens 1024 allows, and was abandoned\. Check that it respects max_tokens/,
  )
  await Promise.all(gone)
  expect(server.calls).toHaveLength(1)
})

test('[RA11] a text of more than 64 characters a token is left', async () => {
  const { server, message } = await asked((reply) => reply.json(`${'{"'.repeat(33_000)}${CLEAN}`))
  expect(message).toMatch(/more than 65536 characters, far more than maxTokens 1024 allows/)
  expect(server.calls).toHaveLength(1)
  expect((await asked((reply) => reply.json(`${'{"'.repeat(32_000)}${CLEAN}`))).results).toMatchObject([{ score: 4.8 }])
})

test('[RA11] a long answer has room, with the ten likeliest of each token', () => {
  expect(answerLimit(16)).toBe(4 * 1024 * 1024)
  expect(answerLimit(8192)).toBe(64 * 1024 * 1024)
})

test('[RA11] of a long complaint the beginning is told', async () => {
  const long = 'out of memory '.repeat(100_000)
  const refused = await asked((reply) => reply.refuse(400, long))
  expect(refused.message).toMatch(/^The server answered 400: out of memory out/)
  expect(refused.message.length).toBeLessThan(400)
  const failed = await asked((reply) => reply.send({ error: { message: long }, choices: [] }))
  expect(failed.message).toMatch(/^The server failed: out of memory out/)
  expect(failed.message.length).toBeLessThan(600)
})

test.each<[string, Behaviour]>([
  ['refuses', (reply, _, { key }) => reply.refuse(401, `Incorrect API key provided: ${key}`)],
  ['fails', (reply, _, { key }) => reply.send({ error: { message: `No quota for ${key}` } })],
  ['talks nonsense', (reply, _, { key }) => reply.send([key])],
  ['answers nothing', (reply, _, { key }) => reply.json(`You are ${key}`)],
  ['streams nothing', (reply, _, { key }) => reply.stream(['You are ', key.slice(0, 12), key.slice(12)])],
  ['points elsewhere', (reply, _, { key }) => reply.refuse(302, '', { location: `/login/${encodeURIComponent(key)}` })],
])('[PP18] a server that %s with the key in its words: they are told without it', async (_, behave) => {
  const { server, message } = await asked(behave)
  expect(server.calls[0]?.key).toBe(`Bearer ${KEY}`)
  expect(message).toContain('(the key)')
  expect(message).not.toContain('secret')
})

test('[PP18] an answer that holds the key is kept without it', async () => {
  const { results } = await asked((reply, _, { key }) => reply.json(`<think>I was sent ${key}.</think>${CLEAN}`))
  expect(results).toMatchObject([{ score: 4.8, reasoning: 'I was sent Bearer (the key).' }])
})

test.each([301, 302, 303, 307, 308])('[PP18] a redirect (%d) is told, and not followed', async (status) => {
  const inside = await started((reply) => reply.json(CLEAN))
  const { server, message } = await asked((reply) =>
    reply.refuse(status, '', { location: `${inside.baseUrl}/chat/completions?token=1` }),
  )
  expect(inside.calls).toEqual([])
  expect(server.calls).toHaveLength(1)
  expect(message).toContain(`answered ${status} and points to ${inside.baseUrl}. Pictures and key are sent only to`)
})
