import 'server-only'
import { AppError } from '@/lib/platform/errors'
import { type OpenInvitation, readInvitation } from '@/lib/services/accounts'
import { contextOf } from './context'

/** The invitation behind a link; null when it is used up, revoked or expired. */
export async function findInvitation(secret: string): Promise<OpenInvitation | null> {
  try {
    return await readInvitation({ ctx: contextOf({ type: 'anonymous' }), input: { secret } })
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return null
    throw error
  }
}
