import type { ServerFrame } from './source'

/** One answer of the server: where the exact frame lies, or when to ask again. */
export type AskFrame = (index: number, signal: AbortSignal) => Promise<{ url: string | null; retryAfterMs: number }>

const LONGEST_WAIT_MS = 60_000

/** Asks for an exact frame until the worker has decoded it, then loads its pixels. */
export function pollServerFrame(ask: AskFrame): ServerFrame {
  return async (index, signal) => {
    let waitedMs = 0
    while (waitedMs < LONGEST_WAIT_MS) {
      const { url, retryAfterMs } = await ask(index, signal)
      if (url) return loadBitmap(url, signal)
      const pauseMs = Math.max(100, retryAfterMs)
      await pause(pauseMs, signal)
      waitedMs += pauseMs
    }
    throw new Error('The server has not decoded this frame within a minute.')
  }
}

async function loadBitmap(url: string, signal: AbortSignal): Promise<ImageBitmap> {
  const response = await fetch(url, { signal })
  if (!response.ok) throw new Error(`The server refused the frame (${response.status}).`)
  return createImageBitmap(await response.blob())
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })
}
