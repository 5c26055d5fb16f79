import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ForkedChild } from '../process/forked-child'
import { Reply, type Request } from './protocol'

const ENTRY = path.join(path.dirname(fileURLToPath(import.meta.url)), 'child.ts')
const SILENCE_MS = 10 * 60_000

/** The decoder's process died or did not respond; only the current file is lost. */
export class MediaProcessError extends Error {
  override readonly name = 'MediaProcessError'
}

type Child = ForkedChild<Request, Reply>

const idle: Child[] = []

function takeChild(): Child {
  for (let child = idle.pop(); child; child = idle.pop()) if (child.alive) return child
  return new ForkedChild<Request, Reply>({
    entry: ENTRY,
    reply: Reply,
    role: 'decoder',
    failure: (message) => new MediaProcessError(message),
  })
}

/**
 * Sends one request to a decoder process and yields its replies up to the closing one. Aborting, failing or leaving
 * early kills the process; otherwise it waits warm for the next request.
 * @throws MediaProcessError when the process died
 */
export async function* askDecoder(request: Request, signal: AbortSignal): AsyncGenerator<Reply> {
  const child = takeChild()
  let isClean = false
  try {
    child.send(request)
    for (;;) {
      const reply = await child.take(SILENCE_MS, `reading ${path.basename(request.path)}`, signal)
      if (reply.type === 'alive') continue
      isClean = reply.type !== 'image'
      yield reply
      if (isClean) return
    }
  } finally {
    if (isClean && idle.length < 2) idle.push(child)
    else await child.kill()
  }
}

/** Ends the waiting processes with the worker. */
export async function closeDecoders(): Promise<void> {
  await Promise.all(idle.splice(0).map((child) => child.kill()))
}
