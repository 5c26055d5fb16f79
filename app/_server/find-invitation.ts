import 'server-only'
import { headers } from 'next/headers'
import { AppError } from '@/lib/platform/errors'
import { type OpenInvitation, readInvitation } from '@/lib/services/accounts'
import { clientAddress } from './client-address'
import { contextOf } from './context'

/** The invitation behind a link; null when it is used up, revoked or expired. */
export async function findInvitation(secret: string): Promise<OpenInvitation | null> {
  try {
    return await readInvitation({
      ctx: contextOf({ type: 'anonymous' }, clientAddress(await headers())),
      input: { secret },
    })
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return null
    throw error
  }
}
