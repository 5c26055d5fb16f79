import { answerApi } from '@/app/_server/answer-api'
import { withRequestContext } from '@/app/_server/session'

function serve(request: Request): Promise<Response> {
  return withRequestContext(request, (ctx) => answerApi(request, ctx))
}

export { serve as DELETE, serve as GET, serve as PATCH, serve as POST, serve as PUT }
