import 'server-only'
import { NextRequest } from 'next/server'
import { getToken } from 'next-auth/jwt'
import type { Actor } from '@/lib/domain/accounts'
import type { Context } from '@/lib/platform/context'
import { env } from '@/lib/platform/env'
import { findSession, findTokenActor } from '@/lib/services/accounts'
import { usesSecureCookies } from './auth'
import { clientAddress } from './client-address'
import { contextOf } from './context'
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
