import { createORPCClient, ORPCError } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { JsonifiedClient } from '@orpc/openapi-client'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { type Contract, contract } from '@/lib/contracts/http'

const link = new OpenAPILink(contract, {
  url: () => `${globalThis.location.origin}/api/v1`,
  // Looked up with each call, so that a test or a tool can stand in for it at any time.
  fetch: (request, init) => globalThis.fetch(request, init),
})

/** The typed client of the one API. Throws `ORPCError` with the server's message. */
export const client: JsonifiedClient<ContractRouterClient<Contract>> = createORPCClient(link)

/** `orpc.labelling.claimNext.mutationOptions()`, `orpc.media.listVideos.queryOptions({ input })`, `.infiniteOptions` … */
export const orpc = createTanstackQueryUtils(client)

/** The message for a person: the server's own sentence, or that the server cannot be reached. */
export function errorText(error: unknown): string {
  if (error instanceof ORPCError) return error.message
  if (error instanceof TypeError) return 'The server is out of reach. Check the connection and try again.'
  return 'Something went wrong in this page. Reload it and try again.'
}

/** The stable code of an API error ("lease-lost"), or null. */
export function errorReason(error: unknown): string | null {
  const data = error instanceof ORPCError ? (error.data as { reason?: string } | undefined) : undefined
  return data?.reason ?? null
}
