import NextAuth from 'next-auth'
import { authOptions, requireReadableCallback, requireUsedAction } from '@/app/_server/auth'
import { withSmallBody } from '@/app/_server/limited-body'
import { answering } from '@/app/_server/session'

type RouteContext = { params: Promise<{ nextauth: string[] }> }

function serve(request: Request, context: RouteContext): Promise<Response> {
  return answering(async () => {
    requireUsedAction(request.method, (await context.params).nextauth)
    const small = await withSmallBody(request)
    requireReadableCallback(small)
    return NextAuth(authOptions())(small, context)
  })
}

export { serve as GET, serve as POST }
