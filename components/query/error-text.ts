import { ORPCError } from '@orpc/client'

/** What to tell a person: the server's own sentence, or that the server is out of reach. */
export function errorText(error: unknown): string {
  if (error instanceof ORPCError) return error.message
  if (error instanceof TypeError) return 'The server is out of reach. Check the connection and try again.'
  return 'Something went wrong in this page. Reload it and try again.'
}

/** The stable word of an API error ("lease-lost"), or null. */
export function errorReason(error: unknown): string | null {
  const data = error instanceof ORPCError ? (error.data as { reason?: string } | undefined) : undefined
  return data?.reason ?? null
}
