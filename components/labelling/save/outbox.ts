import { z } from 'zod'
import { SubmitAnnotation } from '@/lib/contracts/http/labelling'
import { type Failure, failureOf, passes } from './failure'

const Entry = z.object({ schemaVersion: z.literal(1), at: z.number(), submission: SubmitAnnotation })

type KeyStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

type Options = {
  userId: string
  storage: KeyStorage
  send: (submission: SubmitAnnotation) => Promise<unknown>
  now: () => number
  onChange: (waiting: number) => void
  onSent: (submission: SubmitAnnotation) => void
  /** The server will never take it; it keeps the answer as a draft where it can. */
  onRefused: (submission: SubmitAnnotation, failure: Failure) => void
}

export type Outbox = {
  add: (submission: SubmitAnnotation) => void
  /** Assignments whose answer is not on the server yet. */
  waiting: () => string[]
  retry: () => void
  stop: () => void
}

const RETRY_MS = 3000

/**
 * Submitted answers on their way to the server, oldest first. They survive a reload; sending one twice is harmless,
 * because its operation id is made once.
 */
export function createOutbox({ userId, storage, send, now, onChange, onSent, onRefused }: Options): Outbox {
  const prefix = `fj-outbox:${userId}:`
  const kept = new Map<string, z.infer<typeof Entry>>()
  let busy = false
  let stopped = false
  let timer: ReturnType<typeof setTimeout> | null = null

  for (const entry of stored(storage, prefix)) kept.set(entry.submission.operationId, entry)
  void drain()

  async function drain(): Promise<void> {
    if (busy || stopped) return
    busy = true
    if (timer) clearTimeout(timer)
    for (let entry = oldest(); entry && !stopped; entry = oldest()) {
      try {
        await send(entry.submission)
        drop(entry.submission.operationId)
        onSent(entry.submission)
      } catch (error) {
        const failure = failureOf(error)
        if (passes(failure)) {
          timer = setTimeout(() => void drain(), RETRY_MS)
          break
        }
        drop(entry.submission.operationId)
        onRefused(entry.submission, failure)
      }
    }
    busy = false
  }

  function oldest() {
    return [...kept.values()].sort((a, b) => a.at - b.at)[0]
  }

  function drop(operationId: string): void {
    kept.delete(operationId)
    storage.removeItem(prefix + operationId)
    onChange(kept.size)
  }

  return {
    add(submission) {
      const entry = { schemaVersion: 1 as const, at: now(), submission }
      kept.set(submission.operationId, entry)
      try {
        storage.setItem(prefix + submission.operationId, JSON.stringify(entry))
      } catch {
        // Kept in memory: it is sent all the same, only a reload before that would lose it.
      }
      onChange(kept.size)
      void drain()
    },
    waiting: () => [...kept.values()].map(({ submission }) => submission.assignmentId),
    retry: () => void drain(),
    stop() {
      stopped = true
      if (timer) clearTimeout(timer)
    },
  }
}

function stored(storage: KeyStorage, prefix: string): z.infer<typeof Entry>[] {
  const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at)).filter((key) =>
    key?.startsWith(prefix),
  )
  return keys.flatMap((key) => {
    const parsed = Entry.safeParse(parseJson(storage.getItem(key ?? '')))
    return parsed.success ? [parsed.data] : []
  })
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return null
  }
}
