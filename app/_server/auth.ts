import 'server-only'
import type { AuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { env } from '@/lib/platform/env'
import { AppError } from '@/lib/platform/errors'
import { checkPassword, sessionIsLive } from '@/lib/services/accounts'
import { contextOf } from './context'

/** Sessions are signed cookies; `epoch` lets the server end all of a person's sessions at once. */
export function authOptions(): AuthOptions {
  return {
    secret: env().AUTH_SECRET,
    session: { strategy: 'jwt', maxAge: 12 * 3600 },
    pages: { signIn: '/sign-in' },
    useSecureCookies: env().FRAMEJURY_URL.startsWith('https:'),
    providers: [
      CredentialsProvider({
        name: 'Password',
        credentials: { email: {}, password: {} },
        async authorize(credentials, request) {
          const ctx = contextOf({ type: 'anonymous' })
          const forwarded = request.headers?.['x-forwarded-for']
          const input = {
            email: credentials?.email ?? '',
            password: credentials?.password ?? '',
            address: typeof forwarded === 'string' ? forwarded.slice(0, 100) : 'local',
          }
          try {
            return await checkPassword({ ctx, input })
          } catch (error) {
            // The text of what is thrown here reaches the browser, so it is a word of ours.
            if (error instanceof AppError) throw new Error(error.reason)
            ctx.log.error({ err: error }, 'sign-in failed')
            throw new Error('unavailable')
          }
        },
      }),
    ],
    callbacks: {
      async jwt({ token, user }) {
        return user ? { sub: user.id, epoch: (user as { epoch?: number }).epoch ?? 0 } : token
      },
      async session({ session, token }) {
        const live = await sessionIsLive({
          ctx: contextOf({ type: 'anonymous' }),
          input: { userId: token.sub ?? '', epoch: Number(token.epoch ?? 0) },
        })
        return { ...session, userId: live ? token.sub : undefined }
      },
    },
  }
}
