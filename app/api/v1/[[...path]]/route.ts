import { OpenAPIHandler } from '@orpc/openapi/fetch'
import { toApiError } from '@/app/_server/errors'
import { router } from '@/app/_server/router'
import { withRequestContext } from '@/app/_server/with-request-context'

const handler = new OpenAPIHandler(router, {
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

function serve(request: Request): Promise<Response> {
  return withRequestContext(request, async (ctx) => {
    const { response } = await handler.handle(request, { prefix: '/api/v1', context: { ctx } })
    return response ?? Response.json({ message: 'There is no such endpoint; see /api-docs.' }, { status: 404 })
  })
}

export { serve as DELETE, serve as GET, serve as PATCH, serve as POST, serve as PUT }
