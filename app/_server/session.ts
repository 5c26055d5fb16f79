import 'server-only'
import { getServerSession } from 'next-auth'
import type { Actor } from '@/lib/domain/accounts'
import type { Context } from '@/lib/platform/context'
import { findTokenActor } from '@/lib/services/accounts'
import { authOptions } from './auth'
import { clientAddress } from './client-address'
import { contextOf } from './context'

async function actorOf(headers: Headers): Promise<Actor> {
  const bearer = headers.get('authorization')?.match(/^Bearer (\S+)$/)?.[1]
  if (bearer)
    return findTokenActor({
      ctx: contextOf({ type: 'anonymous' }),
      input: { secret: bearer, address: clientAddress(headers) },
    })
  const session = (await getServerSession(authOptions())) as { userId?: string } | null
  return session?.userId ? { type: 'user', userId: session.userId } : { type: 'anonymous' }
}

/** Who calls: an API token in the Authorization header, else the session cookie. */
export async function requestContext(headers: Headers): Promise<Context> {
  return contextOf(await actorOf(headers))
}
