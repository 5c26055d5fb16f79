import { ORPCError } from '@orpc/client'
import { expect, test, vi } from 'vitest'
import type { SubmitAnnotation } from '@/lib/contracts/http/labelling'
import { EMPTY_ANSWER } from '@/lib/domain/labelling'
import type { Failure } from './failure'
import { memoryStorage } from './memory-storage'
import { createOutbox } from './outbox'

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const submission = (number: number): SubmitAnnotation => ({
  assignmentId: uuid(number),
  operationId: uuid(100 + number),
  fence: 1,
  answer: EMPTY_ANSWER,
  activeMs: 1000,
})

function begin(storage = memoryStorage(), failWith: () => Error | null = () => null) {
  const sent: string[] = []
  const refused: [string, Failure][] = []
  let clock = 0
  const outbox = createOutbox({
    userId: 'somebody',
    storage,
    async send({ assignmentId }) {
      const error = failWith()
      if (error) throw error
      sent.push(assignmentId)
    },
    now: () => clock++,
    onChange: () => undefined,
    onSent: () => undefined,
    onRefused: (item, failure) => refused.push([item.assignmentId, failure]),
  })
  return { outbox, sent, refused, storage }
}

test('answers are sent one by one, in order', async () => {
  const { outbox, sent } = begin()
  for (const number of [3, 1, 2]) outbox.add(submission(number))
  await vi.waitFor(() => expect(outbox.waiting()).toEqual([]))
  expect(sent).toEqual([uuid(3), uuid(1), uuid(2)])
})

test('an answer given offline survives a reload and is sent once', async () => {
  const offline = begin(memoryStorage(), () => new TypeError('fetch failed'))
  offline.outbox.add(submission(1))
  offline.outbox.add(submission(2))
  await vi.waitFor(() => expect(offline.outbox.waiting()).toHaveLength(2))
  offline.outbox.stop()
  const reloaded = begin(offline.storage)
  await vi.waitFor(() => expect(reloaded.outbox.waiting()).toEqual([]))
  expect(reloaded.sent).toEqual([uuid(1), uuid(2)])
  expect(reloaded.storage.length).toBe(0)
})

test('an answer the server will never take is reported and does not hold up the next', async () => {
  const errors = [new ORPCError('CONFLICT', { data: { reason: 'lease-lost' }, message: 'Your lease ended.' }), null]
  const { outbox, sent, refused } = begin(memoryStorage(), () => errors.shift() ?? null)
  outbox.add(submission(1))
  outbox.add(submission(2))
  await vi.waitFor(() => expect(outbox.waiting()).toEqual([]))
  expect(refused).toEqual([[uuid(1), { kind: 'lease-lost', message: 'Your lease ended.' }]])
  expect(sent).toEqual([uuid(2)])
})

test("another person's answers on the same computer are left alone", async () => {
  const storage = memoryStorage()
  storage.setItem('fj-outbox:else:1', JSON.stringify({ schemaVersion: 1, at: 0, submission: submission(1) }))
  const { outbox, sent } = begin(storage)
  outbox.add(submission(2))
  await vi.waitFor(() => expect(sent).toEqual([uuid(2)]))
  expect(storage.length).toBe(1)
})
