import 'server-only'
import { ADDRESS_HEADER } from '@/lib/contracts/http/limits'

/**
 * The caller's IP address as scripts/web found it: the socket's, or the forwarded one where the socket is a trusted
 * proxy's (FRAMEJURY_TRUSTED_PROXIES). IPv6 addresses stand for their /64, for one household has all of it.
 * @param headers of the request; 'local' where no web server of ours stands in front (tests)
 */
export function clientAddress(headers: Headers | Readonly<Record<string, string | string[] | undefined>>): string {
  const value = headers instanceof Headers ? headers.get(ADDRESS_HEADER) : headers[ADDRESS_HEADER]
  return (typeof value === 'string' && value) || 'local'
}
