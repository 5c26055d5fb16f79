import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { OWNER, uuid } from '@/components/outbox/testing'
import { NO_SCREEN_WORK } from '@/lib/domain/labelling'
import type { LabelOperation } from './operations'
import { createQueueApi, failureOf } from './queue-api'
import { refusal, say } from './testing'

type Asked = { method: string; path: string; body: unknown }

/** Notes what is asked of the server, and gives the reply that the test has ready. */
const server = {
  asked: [] as Asked[],
  reply: {} as unknown,
  async fetch(target: Request | string, init?: RequestInit): Promise<Response> {
    const request = new Request(target instanceof Request ? target : `http://127.0.0.1${target}`, init)
    const body = request.method === 'GET' ? null : JSON.parse((await request.text()) || 'null')
    const path = new URL(request.url).pathname.replace('/api/v1', '')
    server.asked.push({ method: request.method, path, body })
    return Response.json(server.reply)
  },
}

beforeEach(() => {
  Object.assign(server, { asked: [], reply: {} })
  vi.stubGlobal('location', { origin: 'http://127.0.0.1' })
  vi.stubGlobal('fetch', server.fetch)
})
afterEach(() => {
  vi.unstubAllGlobals()
})

const PLACE = { schemaVersion: 1, ...OWNER, assignmentId: uuid(1), id: uuid(50), seq: 1, fence: 3, at: 0 } as const
const SAID = { answer: say('done'), activeMs: 1200, work: NO_SCREEN_WORK }
const AT = `/assignments/${uuid(1)}`
const api = createQueueApi(OWNER)

/** Each operation, the one call that it makes, and what later ones build on, where the server says so. */
const CALLS: readonly [LabelOperation, Asked, unknown, object][] = [
  [
    { ...PLACE, kind: 'draft', revision: 7, ...SAID },
    {
      method: 'PUT',
      path: `${AT}/draft`,
      body: { fence: 3, operationId: uuid(50), revision: 7, draft: SAID.answer, activeMs: 1200, work: SAID.work },
    },
    { revision: 8, leaseUntil: 'later' },
    { revision: 8 },
  ],
  [
    { ...PLACE, kind: 'submit', ...SAID },
    { method: 'POST', path: `${AT}/submit`, body: { fence: 3, operationId: uuid(50), ...SAID } },
    { id: uuid(9) },
    {},
  ],
  [
    { ...PLACE, kind: 'first', ...SAID },
    { method: 'POST', path: `${AT}/first-answer`, body: { fence: 3, operationId: uuid(50), ...SAID } },
    { id: uuid(1) },
    { assignment: { id: uuid(1) } },
  ],
  [
    { ...PLACE, kind: 'skip', reason: 'dark' },
    { method: 'POST', path: `${AT}/skip`, body: { fence: 3, reason: 'dark' } },
    {},
    {},
  ],
  [{ ...PLACE, kind: 'release' }, { method: 'POST', path: `${AT}/release`, body: { fence: 3 } }, {}, {}],
  [
    { ...PLACE, kind: 'reopen', submissionId: uuid(40) },
    { method: 'POST', path: `${AT}/reopen`, body: { operationId: uuid(40) } },
    { id: uuid(1), fence: 4, draftRevision: 9 },
    { fence: 4, revision: 9, assignment: { id: uuid(1) } },
  ],
]

test.each(CALLS)('[SV2] one operation is one call: $0.kind', async (operation, call, said, result) => {
  server.reply = said
  expect(await api.send(operation)).toMatchObject(result)
  expect(server.asked).toEqual([call])
})

test('[SV10] a claim names what it must not get, and gets a pair or none', async () => {
  server.reply = { assignment: null }
  expect(await api.claim([uuid(1), uuid(2)])).toBeNull()
  const path = `/projects/${OWNER.projectId}/tasks/claim`
  expect(server.asked).toEqual([{ method: 'POST', path, body: { exclude: [uuid(1), uuid(2)] } }])
})

test('[SV11] a heartbeat and a giving back name the fence; [SV9] what the server has is asked for by its pair', async () => {
  await api.heartbeat({ assignmentId: uuid(1), fence: 3 })
  api.releaseOnLeave({ assignmentId: uuid(1), fence: 3 })
  await vi.waitFor(() => expect(server.asked).toHaveLength(2))
  expect(server.asked).toEqual([
    { method: 'POST', path: `${AT}/heartbeat`, body: { fence: 3 } },
    { method: 'POST', path: `${AT}/release`, body: { fence: 3 } },
  ])
  server.reply = { id: uuid(1) }
  expect(await api.get(uuid(1))).toMatchObject({ id: uuid(1) })
  expect(server.asked[2]).toMatchObject({ method: 'GET', path: AT })
})

test('[SV14] whose session it is, is told by the person who is signed in', async () => {
  server.reply = { user: { id: OWNER.userId } }
  expect(await api.isSamePerson()).toBe(true)
  server.reply = { user: { id: uuid(8) } }
  expect(await api.isSamePerson()).toBe(false)
})

test.each([
  ['a network that failed', new TypeError('fetch failed'), { kind: 'offline' }],
  ['a server that is overloaded', refusal('TOO_MANY_REQUESTS', 'slow-down'), { kind: 'offline' }],
  ['a disk that is full', refusal('INSUFFICIENT_STORAGE', 'storage-full'), { kind: 'offline', full: true }],
  ['a session that ended', refusal('UNAUTHORIZED', 'session'), { kind: 'signed-out' }],
  ['a newer draft', refusal('CONFLICT', 'stale-draft'), { kind: 'stale-draft' }],
  ['a lease that is over', refusal('CONFLICT', 'lease-lost'), { kind: 'lease-lost' }],
  ['what is not there for this person', refusal('NOT_FOUND', 'assignment'), { kind: 'unknown-here' }],
  ['what this person may not do', refusal('FORBIDDEN', 'role'), { kind: 'unknown-here' }],
  ['an answer that is not complete', refusal('BAD_REQUEST', 'answer-incomplete'), { kind: 'refused' }],
])('[SV6] [SV7] [SV8] what an error means: %s', (_what, error, expected) => {
  expect(failureOf(error)).toMatchObject(expected)
})
