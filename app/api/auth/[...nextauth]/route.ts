import NextAuth from 'next-auth'
import { authOptions } from '@/app/_server/auth'
import { requireReadableCallback } from '@/app/_server/callback-url'
import { withSmallBody } from '@/app/_server/limited-body'
import { answering } from '@/app/_server/with-request-context'
import { notFound } from '@/lib/platform/errors'

type RouteContext = { params: Promise<{ nextauth: string[] }> }

/** What the pages use of the sign-in library. Another of its paths writes whatever strangers send into the log. */
const ACTIONS = ['csrf', 'providers', 'session', 'signin', 'signout', 'callback', 'error']

function serve(request: Request, context: RouteContext): Promise<Response> {
  return answering(async () => {
    const [action = ''] = (await context.params).nextauth
    if (!ACTIONS.includes(action)) throw notFound('page')
    const small = await withSmallBody(request)
    requireReadableCallback(small)
    return NextAuth(authOptions())(small, context)
  })
}

export { serve as GET, serve as POST }
