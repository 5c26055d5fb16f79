import 'server-only'
import { ADDRESS_HEADER } from '@/lib/contracts/http/limits'
import type { Actor } from '@/lib/domain/accounts'
import type { Context } from '@/lib/platform/context'
import { instance } from './instance'

/** The context of one call. */
export function contextOf(actor: Actor, address?: string): Context {
  return { ...instance(), actor, now: () => new Date(), address }
}

/**
 * The caller's IP address as scripts/web found it: the socket's, or the forwarded one where the socket is a trusted
 * proxy's (FRAMEJURY_TRUSTED_PROXIES). IPv6 addresses stand for their /64, for one household has all of it.
 * What a client or a proxy claims about itself is never read here.
 * @param headers of the request; 'local' where no web server of ours stands in front (tests)
 */
export function clientAddress(headers: Headers): string {
  return headers.get(ADDRESS_HEADER) ?? 'local'
}
