import pino, { type DestinationStream, type Logger } from 'pino'

export type { Logger }

/** Secrets and personal answers never reach the log. */
const REDACTED = [
  'password',
  'token',
  'secret',
  'authorization',
  'cookie',
  '*.password',
  '*.token',
  '*.secret',
  '*.authorization',
  '*.cookie',
]

const WARN = 40
const MINUTE_MS = 60_000

type Window = { since: number; written: number; withheld: number }

/**
 * Counts lines by their message, of which there are few: callers decide how often something fails, and the disk is ours.
 * @returns how many lines were withheld before this one; null where this one is withheld too
 */
function limiter(mostPerMinute: number): (message: string, now: number) => number | null {
  const windows = new Map<string, Window>()
  return (message, now) => {
    const before = windows.get(message)
    const isOver = !before || now - before.since >= MINUTE_MS
    const window = isOver ? { since: now, written: 0, withheld: 0 } : before
    windows.set(message, window)
    if (window.written >= mostPerMinute) {
      window.withheld += 1
      return null
    }
    window.written += 1
    return isOver ? (before?.withheld ?? 0) : 0
  }
}

type LogOptions = {
  /** Of warnings and errors with one message; no limit where it is not given. */
  mostPerMinute?: number
  destination?: DestinationStream
  now?: () => number
}

export function createLogger(name: string, { mostPerMinute, destination, now = Date.now }: LogOptions = {}): Logger {
  const withheldBefore = mostPerMinute === undefined ? () => 0 : limiter(mostPerMinute)
  const options: pino.LoggerOptions = {
    name,
    level: process.env.LOG_LEVEL ?? (process.env.NODE_ENV === 'test' ? 'silent' : 'info'),
    redact: REDACTED,
    hooks: {
      logMethod(args, method, level) {
        if (level < WARN) return method.apply(this, args)
        const message = String(args.find((part) => typeof part === 'string') ?? '')
        const withheld = withheldBefore(message, now())
        if (withheld === null) return
        if (withheld > 0) this.info({ withheld, like: message }, 'lines were left out, because there were too many')
        method.apply(this, args)
      },
    },
  }
  return destination ? pino(options, destination) : pino(options)
}
