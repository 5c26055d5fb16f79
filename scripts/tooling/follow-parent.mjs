// Preloaded into web and worker: they end when their supervisor does, even when it was killed.
import { Socket } from 'node:net'
import { isMainThread } from 'node:worker_threads'

const LIFELINE = 3
const GRACE_MS = 10_000

// Processes that web and worker start inherit the preload but not the lifeline.
if (isMainThread && process.env.FRAMEJURY_SUPERVISOR === `${process.ppid}`) {
  const lifeline = new Socket({ fd: LIFELINE, readable: true, writable: false })
  lifeline.on('error', () => undefined)
  lifeline.on('close', () => {
    setTimeout(() => process.exit(1), GRACE_MS).unref()
    process.kill(process.pid, 'SIGTERM')
  })
  lifeline.resume()
  lifeline.unref()
}
