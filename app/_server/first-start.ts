import 'server-only'
import { redirect } from 'next/navigation'
import { isSetUp } from '@/lib/services/accounts'
import { contextOf } from './context'

// An account never goes away altogether, so a yes is kept for the life of the process.
const holder = globalThis as typeof globalThis & { framejurySetUp?: boolean }

/** Whether there is an account to sign in with. */
export async function hasBeenSetUp(): Promise<boolean> {
  holder.framejurySetUp ||= await isSetUp({ ctx: contextOf({ type: 'anonymous' }), input: undefined })
  return holder.framejurySetUp
}

/** While there is no account, every page leads to the setup page. */
export async function requireSetUp(): Promise<void> {
  if (!(await hasBeenSetUp())) redirect('/setup')
}
