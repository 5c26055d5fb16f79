import 'server-only'
import { headers } from 'next/headers'
import { AppError } from '@/lib/platform/errors'
import { readResetLink } from '@/lib/services/accounts'
import { clientAddress } from './client-address'
import { contextOf } from './context'

/** The address of the person whose password a link sets; null when it is used up or expired. */
export async function findResetLink(secret: string): Promise<string | null> {
  const ctx = contextOf({ type: 'anonymous' }, clientAddress(await headers()))
  try {
    return (await readResetLink({ ctx, input: { secret } })).email
  } catch (error) {
    if (error instanceof AppError && (error.code === 'not-found' || error.code === 'rate-limited')) return null
    throw error
  }
}
