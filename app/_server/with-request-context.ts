import 'server-only'
import type { Context } from '@/lib/platform/context'
import { contextOf } from './context'
import { toErrorResponse } from './errors'
import { sameOrigin } from './same-origin'
import { requestContext } from './session'

/** The way in to every endpoint: refuses other sites, finds out who calls, and answers what fails on the way. */
export async function withRequestContext(
  request: Request,
  answer: (ctx: Context) => Promise<Response>,
): Promise<Response> {
  const refusal = sameOrigin(request)
  if (refusal) return refusal
  try {
    return await answer(await requestContext(request.headers))
  } catch (error) {
    return toErrorResponse(error, contextOf({ type: 'anonymous' }))
  }
}
