import NextAuth from 'next-auth'
import { authOptions } from '@/app/_server/auth'

type RouteContext = { params: Promise<{ nextauth: string[] }> }

function serve(request: Request, context: RouteContext): Promise<Response> {
  return NextAuth(authOptions())(request, context)
}

export { serve as GET, serve as POST }
