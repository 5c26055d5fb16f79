import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { pollServerFrame } from './server-frame'

const never = new AbortController().signal
const BITMAP = { width: 1, height: 1, close: () => undefined }

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', async (url: string) => new Response('pixels', { status: url === '/gone' ? 404 : 200 }))
  vi.stubGlobal('createImageBitmap', async () => BITMAP)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A worker that has decoded the frame when it is asked for the `ready`-th time. */
function worker({ ready, retryAfterMs = 500, url = '/frame' }: { ready: number; retryAfterMs?: number; url?: string }) {
  const asked: number[] = []
  const frame = pollServerFrame(async (index) => {
    asked.push(index)
    return asked.length >= ready ? { url, retryAfterMs: 0 } : { url: null, retryAfterMs }
  })
  return { asked, frame }
}

test('a frame is asked for until the worker has decoded it, as often as the server says', async () => {
  const { asked, frame } = worker({ ready: 3 })
  const bitmap = frame(7, never)
  await vi.advanceTimersByTimeAsync(499)
  expect(asked).toEqual([7])
  await vi.advanceTimersByTimeAsync(1)
  expect(asked).toEqual([7, 7])
  await vi.advanceTimersByTimeAsync(500)
  expect(await bitmap).toBe(BITMAP)
})

test('however soon the server says, ten times a second is enough', async () => {
  const { asked, frame } = worker({ ready: 3, retryAfterMs: 0 })
  void frame(7, never)
  await vi.advanceTimersByTimeAsync(99)
  expect(asked).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(101)
  expect(asked).toHaveLength(3)
})

test('after a minute it counts as failed', async () => {
  const { asked, frame } = worker({ ready: 1000, retryAfterMs: 10_000 })
  const failed = expect(frame(7, never)).rejects.toThrow('within a minute')
  await vi.advanceTimersByTimeAsync(60_000)
  await failed
  expect(asked).toHaveLength(6)
})

test('what the server refuses is said, and whoever no longer wants the frame is not kept waiting', async () => {
  await expect(worker({ ready: 1, url: '/gone' }).frame(7, never)).rejects.toThrow('404')
  const stop = new AbortController()
  const { asked, frame } = worker({ ready: 2 })
  const failed = expect(frame(7, stop.signal)).rejects.toThrow('enough')
  await vi.advanceTimersByTimeAsync(100)
  stop.abort(new Error('enough'))
  await failed
  await vi.advanceTimersByTimeAsync(1000)
  expect(asked).toHaveLength(1)
})
