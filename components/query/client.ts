import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { JsonifiedClient } from '@orpc/openapi-client'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { type Contract, contract } from '@/lib/contracts/http'

const link = new OpenAPILink(contract, {
  url: () => `${globalThis.location.origin}/api/v1`,
})

/** The typed client of the one API. Throws `ORPCError` with the server's message. */
export const client: JsonifiedClient<ContractRouterClient<Contract>> = createORPCClient(link)

/** `orpc.labelling.claimNext.mutationOptions()`, `orpc.media.listVideos.queryOptions({ input })`, `.infiniteOptions` … */
export const orpc = createTanstackQueryUtils(client)
