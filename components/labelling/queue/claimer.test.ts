import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Failure, Link } from '@/components/outbox'
import type { AssignmentView } from '@/lib/contracts/http/labelling'
import { Claimer } from './claimer'

const running: Claimer[] = []
beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  for (const claimer of running.splice(0)) claimer.stop()
  vi.useRealTimers()
})

/** Wants three pairs; the server hands out as many as there are. */
function begin(available = 5) {
  const claimed: string[] = []
  const server = { available, failure: null as Failure | null, asked: 0, underway: 0, most: 0 }
  const link = new Link(() => 1)
  const claimer = new Claimer({
    wanted: () => (claimed.length < 3 ? [...claimed] : null),
    async claim() {
      server.asked++
      server.most = Math.max(server.most, ++server.underway)
      await Promise.resolve()
      server.underway--
      if (server.failure) throw server.failure
      if (claimed.length >= server.available) return null
      return { id: `pair ${claimed.length}` } as AssignmentView
    },
    failureOf: (error) => error as Failure,
    link,
    onClaimed: ({ id }) => claimed.push(id),
    onChange: () => undefined,
  })
  running.push(claimer)
  return { claimer, claimed, server, link }
}

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

test('[SV10] pairs are claimed one after the other, as many as are wanted', async () => {
  const { claimer, claimed, server } = begin()
  claimer.fill()
  claimer.fill()
  await settle()
  expect([claimed.length, server.asked, server.most, claimer.state().status]).toEqual([3, 3, 1, 'idle'])
})

test('an empty queue is looked at again after half a minute, and at once when a person asks', async () => {
  const { claimer, claimed, server } = begin(1)
  claimer.fill()
  await settle(29_000)
  expect([claimed.length, server.asked, claimer.state().status]).toEqual([1, 2, 'dry'])
  claimer.fill()
  await settle()
  expect(server.asked).toBe(2)
  server.available = 2
  await settle(1000)
  expect(claimed.length).toBe(2)
  server.available = 3
  claimer.lookAgain()
  await settle()
  expect(claimed.length).toBe(3)
})

test('a claim that the server refuses is said, and tried again after half a minute', async () => {
  const { claimer, claimed, server, link } = begin()
  server.failure = { kind: 'refused', message: 'No room.' }
  claimer.fill()
  await settle()
  expect([claimer.state(), link.status()]).toEqual([{ status: 'failed', message: 'No room.' }, 'up'])
  server.failure = null
  await settle(29_000)
  expect(claimed).toEqual([])
  await settle(1000)
  expect(claimed.length).toBe(3)
})

test('[SV6] out of reach, the link says when to try again; without a session nothing is claimed', async () => {
  const { claimer, claimed, server, link } = begin()
  server.failure = { kind: 'offline', message: '' }
  claimer.fill()
  await settle()
  server.failure = null
  await settle(500)
  expect([link.status(), claimed.length]).toEqual(['up', 3])
  link.failed({ kind: 'signed-out', message: '' })
  claimed.pop()
  const { asked } = server
  claimer.fill()
  await settle(60_000)
  expect(server.asked).toBe(asked)
})

test('what comes back after the screen was left is nobody’s', async () => {
  const { claimer, claimed } = begin()
  claimer.fill()
  claimer.stop()
  await settle()
  expect(claimed).toEqual([])
})
