import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fetchFile, RefusedClip } from './encoded-file'

const never = new AbortController().signal
let asked = 0

beforeEach(() => {
  asked = 0
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A server that answers each attempt as it is told, the last way from then on. */
function serve(...answers: ((signal: AbortSignal) => Promise<Response>)[]): void {
  vi.stubGlobal('fetch', (_url: string, { signal }: { signal: AbortSignal }) => {
    const answer = answers[Math.min(asked++, answers.length - 1)]
    return answer?.(signal)
  })
}

const clip =
  (parts: readonly number[][], headers: Record<string, string> = {}) =>
  async () =>
    new Response(
      new ReadableStream({
        start(out) {
          for (const part of parts) out.enqueue(new Uint8Array(part))
          out.close()
        },
      }),
      { headers: { 'content-type': 'video/mp4', ...headers } },
    )
const broken = async () => {
  throw new TypeError('fetch failed')
}
/** Sends one part and then nothing, until it is told to stop. */
const silent = async (signal: AbortSignal) =>
  new Response(
    new ReadableStream({
      start(out) {
        out.enqueue(new Uint8Array([1]))
        signal.addEventListener('abort', () => out.error(signal.reason))
      },
    }),
  )

test('a clip is fetched as a whole, with its type', async () => {
  serve(clip([[1, 2], [3]]))
  const file = await fetchFile('/clip', never)
  expect([file?.type, file?.size]).toEqual(['video/mp4', 3])
  expect([...new Uint8Array((await file?.arrayBuffer()) ?? new ArrayBuffer())]).toEqual([1, 2, 3])
})

test('a clip over the cap is left on the server, whether its length is said or found out; one of just that size is not', async () => {
  serve(clip([[1, 2], [3]]))
  expect(await fetchFile('/clip', never, 2)).toBeNull()
  expect((await fetchFile('/clip', never, 3))?.size).toBe(3)
  serve(clip([], { 'content-length': '3' }))
  expect(await fetchFile('/clip', never, 2)).toBeNull()
  serve(clip([[1, 2, 3]], { 'content-length': '3' }))
  expect((await fetchFile('/clip', never, 3))?.size).toBe(3)
})

test('when the network fails it is tried again after 0.3 and 0.6 s, and no more', async () => {
  serve(broken, broken, clip([[1]]))
  const file = fetchFile('/clip', never)
  await vi.advanceTimersByTimeAsync(299)
  expect(asked).toBe(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(asked).toBe(2)
  await vi.advanceTimersByTimeAsync(599)
  expect(asked).toBe(2)
  await vi.advanceTimersByTimeAsync(1)
  expect((await file)?.size).toBe(1)
  serve(broken)
  const failed = expect(fetchFile('/clip', never)).rejects.toThrow('fetch failed')
  asked = 0
  await vi.advanceTimersByTimeAsync(10_000)
  await failed
  expect(asked).toBe(2)
})

test('a clip that the server refuses is not asked for again', async () => {
  serve(async () => new Response(null, { status: 403 }))
  await expect(fetchFile('/clip', never)).rejects.toThrow(RefusedClip)
  await expect(fetchFile('/clip', never)).rejects.toThrow('403')
  expect(asked).toBe(2)
})

test('whoever no longer wants the clip is not kept waiting', async () => {
  const stop = new AbortController()
  serve(silent)
  const file = fetchFile('/clip', stop.signal)
  const failed = expect(file).rejects.toThrow('enough')
  await vi.advanceTimersByTimeAsync(1000)
  stop.abort(new Error('enough'))
  await failed
  expect(asked).toBe(1)
})

test('a server that falls silent for 20 s is asked again', async () => {
  serve(silent, clip([[1, 2]]))
  const file = fetchFile('/clip', never)
  await vi.advanceTimersByTimeAsync(19_999)
  expect(asked).toBe(1)
  await vi.advanceTimersByTimeAsync(301)
  expect((await file)?.size).toBe(2)
})
