import 'server-only'
import { OpenAPIHandler } from '@orpc/openapi/fetch'
import { ORPCError } from '@orpc/server'
import { scopeNeedOf } from '@/lib/contracts/http/scopes'
import type { Context } from '@/lib/platform/context'
import { AppError, invalid, unauthenticated } from '@/lib/platform/errors'
import { toApiError, toErrorResponse } from './errors'
import { withJsonBody } from './limited-body'
import { findOperation, methodsOf } from './operations'
import { router } from './router'
import { requireScope } from './session'

const PREFIX = '/api/v1'

const handler = new OpenAPIHandler<{ ctx: Context }>(router, {
  interceptors: [
    async ({ next, context }) => {
      try {
        return await next()
      } catch (error) {
        if (error instanceof ORPCError) throw error
        // Only reading the input fails outside of an endpoint.
        const isJson = error instanceof SyntaxError
        const complaint = isJson ? 'The body is not valid JSON.' : 'The query cannot be read.'
        throw toApiError(invalid(isJson ? 'json' : 'query', complaint), context.ctx)
      }
    },
  ],
  clientInterceptors: [
    async ({ next, context }) => {
      try {
        return await next()
      } catch (error) {
        throw toApiError(error, context.ctx)
      }
    },
  ],
})

/**
 * The URL with its query as the operations expect it: a key without a value (`?cursor=&limit=`), as a
 * form with empty fields sends it, is left out.
 */
export function withPlainQuery(address: string): string {
  const url = new URL(address)
  // Written once: when a parameter is removed from a URL, all of its query is encoded again.
  url.search = new URLSearchParams([...url.searchParams].filter(([, value]) => value !== '')).toString()
  return url.href
}

async function refuseUnknown(path: `/${string}`, ctx: Context): Promise<Response> {
  const methods = await methodsOf(path)
  if (methods.length === 0) throw new AppError('not-found', 'endpoint', 'There is no such endpoint; see /api-docs.')
  const message = `This endpoint supports only ${methods.join(', ')}; see /api-docs.`
  const response = toErrorResponse(new AppError('wrong-method', 'method', message), ctx)
  response.headers.set('Allow', methods.join(', '))
  return response
}

/**
 * Answers one call of the API. Whether there is such an operation, whether its caller must be signed in, and whether a token has the scope,
 * is decided before the body is read.
 */
export async function answerApi(request: Request, ctx: Context): Promise<Response> {
  const path = `/${new URL(request.url).pathname.slice(PREFIX.length).replace(/^\/|\/$/g, '')}` as const
  const operation = await findOperation(request.method, path)
  if (!operation) return refuseUnknown(path, ctx)
  if (operation.access !== 'anyone' && ctx.actor.type === 'anonymous') throw unauthenticated()
  requireScope(ctx.actor, scopeNeedOf(operation.name) ?? 'session')
  const { response } = await handler.handle(await withJsonBody(request, withPlainQuery(request.url)), {
    prefix: PREFIX,
    context: { ctx },
  })
  return response ?? refuseUnknown(path, ctx)
}
