import 'server-only'
import type { Context } from '@/lib/platform/context'
import { contextOf } from './context'
import { toErrorResponse } from './errors'
import { requireSameOrigin } from './same-origin'
import { requestContext } from './session'

/** Whatever fails on the way is answered in the API's form. */
export async function answering(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer()
  } catch (error) {
    return toErrorResponse(error, contextOf({ type: 'anonymous' }))
  }
}

/** The way in to every endpoint: refuses other sites, finds out who calls, and answers what fails on the way. */
export function withRequestContext(request: Request, answer: (ctx: Context) => Promise<Response>): Promise<Response> {
  return answering(async () => {
    requireSameOrigin(request)
    return answer(await requestContext(request.headers))
  })
}
