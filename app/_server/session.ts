import 'server-only'
import { NextRequest } from 'next/server'
import { getToken } from 'next-auth/jwt'
import { type Actor, missingScope, type ScopeNeed } from '@/lib/domain/accounts'
import type { Context } from '@/lib/platform/context'
import { env } from '@/lib/platform/env'
import { AppError } from '@/lib/platform/errors'
import { findSession, findTokenActor } from '@/lib/services/accounts'
import { usesSecureCookies } from './auth'
import { clientAddress, contextOf } from './context'
import { bearerSecret } from './same-origin'

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
  return `This API token has no scope "${scope}", which this call needs. Make a token with it under Account.`
}

/**
 * The gate of every call with a token, for operations of the API and for uploads alike.
 * @throws AppError forbidden, reason `scope`
 */
export function requireScope(actor: Actor, need: ScopeNeed): void {
  const missing = missingScope(actor, need)
  if (missing) throw new AppError('forbidden', 'scope', missing === 'session' ? NO_TOKENS : lacking(missing))
}
