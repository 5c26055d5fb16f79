import { ORPCError } from '@orpc/client'
import { errorReason, errorText } from '@/components/query'

/** What a failed call means for what to do next. */
export type Failure = {
  kind: 'offline' | 'signed-out' | 'stale-draft' | 'lease-lost' | 'unknown-here' | 'refused'
  message: string
  /** The server answers, but its disk is full. */
  full?: true
}

/** Codes after which the same call may well succeed. */
const PASSING = new Set([
  'TOO_MANY_REQUESTS',
  'SERVICE_UNAVAILABLE',
  'BAD_GATEWAY',
  'GATEWAY_TIMEOUT',
  'TIMEOUT',
  'INTERNAL_SERVER_ERROR',
])

export function failureOf(error: unknown): Failure {
  const message = errorText(error)
  if (errorReason(error) === 'storage-full') return { kind: 'offline', message, full: true }
  if (!(error instanceof ORPCError) || PASSING.has(error.code)) return { kind: 'offline', message }
  if (error.code === 'UNAUTHORIZED') return { kind: 'signed-out', message }
  const reason = errorReason(error)
  if (reason === 'stale-draft' || reason === 'lease-lost') return { kind: reason, message }
  // What exists for one person does not for another: perhaps somebody else signed in in this browser meanwhile.
  if (error.code === 'NOT_FOUND' || error.code === 'FORBIDDEN') return { kind: 'unknown-here', message }
  return { kind: 'refused', message }
}

/** Whether the same call may succeed later as it stands. */
export function passes({ kind }: Failure): boolean {
  return kind === 'offline' || kind === 'signed-out'
}
