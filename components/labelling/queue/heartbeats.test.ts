import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Failure, Link } from '@/components/outbox'
import { Heartbeats } from './heartbeats'

const running: Heartbeats[] = []
beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  for (const heartbeats of running.splice(0)) heartbeats.stop()
  vi.useRealTimers()
})

/** Two pairs that are claimed for a minute each, and the seconds at which each was renewed. */
function begin() {
  const began = performance.now()
  const leases = ['one', 'two'].map((assignmentId) => ({ assignmentId, fence: 3, leaseSeconds: 60 }))
  const beats: [string, number][] = []
  const lost: string[] = []
  const server = { failure: null as Failure | null, hold: Promise.resolve() as Promise<unknown> }
  const link = new Link(() => 1)
  const heartbeats = new Heartbeats({
    leases: () => leases,
    async beat({ assignmentId }) {
      beats.push([assignmentId, Math.round((performance.now() - began) / 1000)])
      await server.hold
      if (server.failure) throw server.failure
    },
    failureOf: (error) => error as Failure,
    link,
    nowMs: () => performance.now(),
    onLost: (assignmentId) => lost.push(assignmentId),
  })
  running.push(heartbeats)
  return { leases, beats, lost, server, link, heartbeats }
}

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000)

test('[SV11] every lease is renewed in its first half, again and again, and not at every look', async () => {
  const { beats } = begin()
  await seconds(60)
  const one = beats.filter(([id]) => id === 'one').map(([, at]) => at)
  expect(one.length).toBeGreaterThanOrEqual(2)
  expect(one.length).toBeLessThanOrEqual(3)
  expect(Math.max(...one.map((at, index) => at - (one[index - 1] ?? 0)))).toBeLessThanOrEqual(30)
  expect(beats.filter(([id]) => id === 'two').map(([, at]) => at)).toEqual(one)
})

test('[SV11] a lease that is no longer held is not renewed; a call that takes long is not doubled', async () => {
  const { leases, beats, server } = begin()
  server.hold = new Promise(() => undefined)
  leases.pop()
  await seconds(300)
  expect(beats.map(([id]) => id)).toEqual(['one'])
})

test('[SV6] a heartbeat tells that the server is out of reach, and tries at once when it may be back', async () => {
  const { beats, server, link } = begin()
  server.failure = { kind: 'offline', message: '' }
  await seconds(25)
  expect(link.status()).toBe('down')
  server.failure = null
  const before = beats.length
  link.tryNow()
  expect(beats.length).toBe(before + 2)
  await seconds(0)
  expect(link.status()).toBe('up')
})

test('[SV14] without a session nothing is renewed', async () => {
  const { beats, link } = begin()
  link.failed({ kind: 'signed-out', message: '' })
  await seconds(120)
  expect(beats).toEqual([])
})

test('[SV8] a lease that went to somebody else is told, unless its pair was given back or claimed anew meanwhile', async () => {
  const { leases, lost, server } = begin()
  let answer = () => {}
  server.hold = new Promise<void>((resolve) => {
    answer = resolve
  })
  server.failure = { kind: 'lease-lost', message: '' }
  await seconds(25)
  leases.splice(0, 1, { assignmentId: 'one', fence: 4, leaseSeconds: 60 })
  answer()
  await seconds(0)
  expect(lost).toEqual(['two'])
})
