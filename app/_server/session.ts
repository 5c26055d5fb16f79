import 'server-only'
import 'server-only'
import 'server-only'
import { NextRequest } from 'next/server'
import { getToken } from 'next-auth/jwt'
import { type Actor, missingScope, type ScopeNeed } from '@/lib/domain/accounts'
import type { Context } from '@/lib/platform/context'
import { env } from '@/lib/platform/env'
import { AppError } from '@/lib/platform/errors'
import { findSession, findTokenActor } from '@/lib/services/accounts'
import { usesSecureCookies } from './auth'
import { toErrorResponse } from './errors'
import { clientAddress, contextOf, publicUrl } from './instance'

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host : null
}

/** What this server is called: by its settings, by a trusted proxy (scripts/web drops others' word), or by the request itself. */
function ownHosts(headers: Headers): (string | null)[] {
  return [hostOf(publicUrl()), headers.get('x-forwarded-host') ?? headers.get('host')]
}

/** The secret of an API token, where the caller gives one; then no cookie is looked at. */
function bearerSecret(headers: Headers): string | null {
  return headers.get('authorization')?.match(/^Bearer (\S+)$/)?.[1] ?? null
}

/**
 * Cross-site writes would use the session cookie, so a browser must prove that it is on our own pages.
 * Callers with a bearer token send no cookie and are allowed.
 * @throws AppError forbidden
 */
export function requireSameOrigin({ method, headers }: Request): void {
  if (method === 'GET' || method === 'HEAD' || bearerSecret(headers) !== null) return
  const site = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  const from = origin ? hostOf(origin) : null
  if (site ? site === 'same-origin' : from !== null && ownHosts(headers).includes(from)) return
  throw new AppError(
    'forbidden',
    'cross-site',
    'This request did not come from this site. Use an API token for scripts.',
  )
}

/** The secret of the session in the signed cookie; null when there is none, or it is not one of ours. */
async function sessionSecret(headers: Headers): Promise<string | null> {
  const token = await getToken({
    req: new NextRequest(env().FRAMEJURY_URL, { headers: { cookie: headers.get('cookie') ?? '' } }),
    secret: env().AUTH_SECRET,
    secureCookie: usesSecureCookies(),
  })
  return typeof token?.secret === 'string' ? token.secret : null
}

async function actorOf(headers: Headers, ctx: Context): Promise<Actor> {
  const bearer = bearerSecret(headers)
  if (bearer !== null) return findTokenActor({ ctx, input: { secret: bearer } })
  const secret = await sessionSecret(headers)
  const session = secret ? await findSession({ ctx, input: { secret } }) : null
  return session ? { type: 'user', ...session } : { type: 'anonymous' }
}

/** Who calls: an API token in the Authorization header, else the session of the cookie, which lives in the database. */
export async function requestContext(headers: Headers): Promise<Context> {
  const address = clientAddress(headers)
  return contextOf(await actorOf(headers, contextOf({ type: 'anonymous' }, address)), address)
}

const NO_TOKENS =
  'No API token may do this, whatever its scopes: it concerns accounts and their keys. Sign in with a browser.'

function lacking(scope: string): string {
  return `This API token has no scope "${scope}", which this call needs. Create a token with it under Account.`
}

/**
 * The gate of every call with a token, for operations of the API and for uploads alike.
 * @throws AppError forbidden, reason `scope`
 */
export function requireScope(actor: Actor, need: ScopeNeed): void {
  const missing = missingScope(actor, need)
  if (missing) throw new AppError('forbidden', 'scope', missing === 'session' ? NO_TOKENS : lacking(missing))
}

/** Whatever fails on the way is answered in the API's form. */
export async function answering(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer()
  } catch (error) {
    return toErrorResponse(error, contextOf({ type: 'anonymous' }))
  }
}

/** The way in to every endpoint: refuses other sites, finds out who calls, and answers what fails on the way. */
export function withRequestContext(request: Request, answer: (ctx: Context) => Promise<Response>): Promise<Response> {
  return answering(async () => {
    requireSameOrigin(request)
    return answer(await requestContext(request.headers))
  })
}
