import 'server-only'
import 'server-only'
import { cookies } from 'next/headers'
import type { NextRequest } from 'next/server'
import type { AuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { DEVICE_KNOWN_MS, SESSION_LONGEST_MS } from '@/lib/domain/accounts'
import { env } from '@/lib/platform/env'
import { AppError, invalid, notFound } from '@/lib/platform/errors'
import { findSession, signIn, signOut } from '@/lib/services/accounts'
import { clientAddress, contextOf } from './instance'

const COOKIES = ['next-auth.callback-url', '__Secure-next-auth.callback-url']
const HERE = 'http://here.invalid'

function isReadable(given: string): boolean {
  const base = given.startsWith('/') ? HERE : undefined
  return URL.canParse(given, base) && /^https?:$/.test(new URL(given, base).protocol)
}

/**
 * The sign-in library takes a callback address that it cannot read, of whomever, for a fault of the server.
 * @throws AppError invalid
 */
export function requireReadableCallback({ nextUrl, cookies }: NextRequest): void {
  const given = [...nextUrl.searchParams.getAll('callbackUrl'), ...COOKIES.map((name) => cookies.get(name)?.value)]
  if (given.every((address) => !address || isReadable(address))) return
  throw invalid('callback', 'callbackUrl: this is not a URL. Leave it out, or clear the cookies of this site.')
}

/** Where the library may lead after a sign-in: to this site. What a body gives is of any type. */
export function ownCallback({ url, baseUrl }: { url: unknown; baseUrl: string }): string {
  if (typeof url !== 'string' || !URL.canParse(url, baseUrl)) return baseUrl
  const target = new URL(url, baseUrl)
  return target.origin === new URL(baseUrl).origin ? target.href : baseUrl
}

export function usesSecureCookies(): boolean {
  return env().FRAMEJURY_URL.startsWith('https:')
}

function deviceCookie(): string {
  return usesSecureCookies() ? '__Host-framejury.device' : 'framejury.device'
}

type Credentials = Partial<Record<'email' | 'password' | 'code', string>>
type SignedInUser = { id: string; secret: string }

async function trySignIn(credentials: Credentials, headers: Headers, device: string | null) {
  const ctx = contextOf({ type: 'anonymous' }, clientAddress(headers))
  const { email = '', password = '', code = '' } = credentials
  try {
    return await signIn({ ctx, input: { email, password, code, agent: headers.get('user-agent') ?? '', device } })
  } catch (error) {
    if (error instanceof AppError) return { result: error.reason } as const
    ctx.log.error({ err: error }, 'sign-in failed')
    return { result: 'unavailable' } as const
  }
}

/** What is thrown here has a message of ours, because it reaches the browser. */
async function authorize(credentials: Credentials, headers: Headers): Promise<SignedInUser | null> {
  const jar = await cookies()
  const tried = await trySignIn(credentials, headers, jar.get(deviceCookie())?.value ?? null)
  if (tried.result === 'wrong') return null
  if (!('secret' in tried)) throw new Error(tried.result)
  jar.set(deviceCookie(), tried.device, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: usesSecureCookies(),
    maxAge: DEVICE_KNOWN_MS / 1000,
  })
  return { id: tried.userId, secret: tried.secret }
}

function headersOf(given: Record<string, unknown> | undefined): Headers {
  const pairs = Object.entries(given ?? {}).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  )
  return new Headers(pairs as [string, string][])
}

/** What the pages use of the sign-in library. */
const ACTIONS: Record<string, readonly (string | undefined)[]> = {
  GET: ['csrf', 'providers', 'session', 'signin', 'signout', 'error'],
  POST: ['signin', 'signout', 'callback'],
}

/**
 * The library has more paths than the pages use; one of them writes into the log whatever a stranger sends.
 * @throws AppError not-found
 */
export function requireUsedAction(method: string, [action]: readonly string[]): void {
  if (!ACTIONS[method]?.includes(action)) throw notFound('page')
}

/** The signed cookie carries the secret of a session in the database, which is asked at every request. */
export function authOptions(): AuthOptions {
  const log = contextOf({ type: 'anonymous' }).log
  return {
    secret: env().AUTH_SECRET,
    session: { strategy: 'jwt', maxAge: SESSION_LONGEST_MS / 1000 },
    pages: { signIn: '/sign-in' },
    useSecureCookies: usesSecureCookies(),
    // All its log lines concern one request: cookies that cannot be read, responses to strangers. We log our own
    // failures ourselves.
    logger: {
      error: (code, details) => log.debug({ code, details }, 'sign-in library'),
      warn: (code) => log.debug({ code }, 'sign-in library'),
      debug: () => undefined,
    },
    providers: [
      CredentialsProvider({
        name: 'Password',
        credentials: { email: {}, password: {}, code: {} },
        authorize: (credentials, request) => authorize(credentials ?? {}, headersOf(request.headers)),
      }),
    ],
    callbacks: {
      async jwt({ token, user }) {
        if (user) return { sub: user.id, secret: (user as SignedInUser).secret }
        const live = await findSession({
          ctx: contextOf({ type: 'anonymous' }),
          input: { secret: String(token.secret ?? '') },
        })
        // The library answers what is thrown here by removing the cookie.
        if (!live) throw new Error('this session has ended')
        return token
      },
      redirect: ownCallback,
      session: ({ session, token }) => ({ ...session, userId: token.sub }),
    },
    events: {
      async signOut({ token }) {
        try {
          await signOut({ ctx: contextOf({ type: 'anonymous' }), input: { secret: String(token?.secret ?? '') } })
        } catch (error) {
          log.error({ err: error }, 'sign-out failed')
        }
      },
    },
  }
}
