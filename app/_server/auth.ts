import 'server-only'
import type { AuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { env } from '@/lib/platform/env'
import { checkPassword, sessionIsLive } from '@/lib/services/accounts'
import { contextOf } from './context'

/** Sessions are signed cookies; `epoch` lets the server end all of a person's sessions at once. */
export function authOptions(): AuthOptions {
  return {
    secret: env().AUTH_SECRET,
    session: { strategy: 'jwt', maxAge: 12 * 3600 },
    pages: { signIn: '/sign-in' },
    providers: [
      CredentialsProvider({
        name: 'Password',
        credentials: { email: {}, password: {} },
        async authorize(credentials, request) {
          const forwarded = request.headers?.['x-forwarded-for']
          return checkPassword({
            ctx: contextOf({ type: 'anonymous' }),
            input: {
              email: credentials?.email ?? '',
              password: credentials?.password ?? '',
              address: typeof forwarded === 'string' ? forwarded : 'local',
            },
          })
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
