import 'server-only'
import type { Actor } from '@/lib/domain/accounts'
import type { Context } from '@/lib/platform/context'
import { instance } from './instance'

/** The context of one call. */
export function contextOf(actor: Actor, address?: string): Context {
  return { ...instance(), actor, now: () => new Date(), address }
}
