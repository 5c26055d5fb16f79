import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { backOffMs, Link } from './link'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const offline = { kind: 'offline', message: 'out of reach' } as const
const signedOut = { kind: 'signed-out', message: 'sign in' } as const

test('[SV6] the pause doubles up to fifteen seconds, and up to half of it is left to chance', () => {
  expect([1, 2, 3, 5, 9].map((failures) => backOffMs(failures, 1))).toEqual([500, 1000, 2000, 8000, 15_000])
  expect(backOffMs(3, 0)).toBe(1000)
})

test('[SV6] a failure makes it try later and later, a success at once again', async () => {
  const link = new Link(() => 1)
  const tries: number[] = []
  const begin = Date.now()
  link.onTry(() => tries.push(Date.now() - begin))
  link.failed(offline)
  await vi.advanceTimersByTimeAsync(4000)
  expect(tries).toEqual([500, 1500, 3500])
  expect(link.status()).toBe('down')
  link.succeeded()
  expect(link.status()).toBe('up')
  expect(tries).toHaveLength(4)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(tries).toHaveLength(4)
})

test('[SV6] a server whose disk is full is tried like one out of reach, and told apart', async () => {
  const link = new Link(() => 1)
  const changes = vi.fn()
  link.onChange(changes)
  const full = { kind: 'offline', message: 'full', full: true } as const
  link.failed(full)
  expect([link.status(), link.isFull()]).toEqual(['down', true])
  link.failed(offline)
  expect([link.status(), link.isFull(), changes.mock.calls.length]).toEqual(['down', false, 2])
  link.failed(full)
  link.succeeded()
  expect([link.status(), link.isFull()]).toEqual(['up', false])
})

test('[SV6] a refusal says nothing about the connection', () => {
  const link = new Link(() => 1)
  link.failed({ kind: 'lease-lost', message: '' })
  expect(link.status()).toBe('up')
})

test('[SV14] signed out, nothing is tried until the person has signed in', async () => {
  const link = new Link(() => 1)
  const tries = vi.fn()
  link.onTry(tries)
  link.failed(signedOut)
  await vi.advanceTimersByTimeAsync(60_000)
  expect([link.status(), tries.mock.calls.length]).toEqual(['signed-out', 0])
  link.tryNow()
  expect([link.status(), tries.mock.calls.length]).toEqual(['down', 1])
  link.succeeded()
  expect(link.status()).toBe('up')
})
