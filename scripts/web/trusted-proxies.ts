import type { IncomingMessage } from 'node:http'
import { isIP, isIPv6 } from 'node:net'
import proxyAddr from 'proxy-addr'
import { StartError } from '@/lib/platform/db/start-error'

/** Decides whether an address is a proxy whose forwarded address is used. */
export type Trust = (address: string) => boolean

/**
 * @param given FRAMEJURY_TRUSTED_PROXIES: addresses, CIDRs, or `loopback`, `linklocal`, `uniquelocal`, with commas between
 * @throws StartError naming what cannot be read
 */
export function trustedProxies(given: string | undefined): Trust {
  const names = (given ?? '').split(',').flatMap((name) => name.trim() || [])
  const [first] = names
  if (first === undefined) return () => false
  for (const name of names) {
    try {
      proxyAddr.compile(name)
    } catch {
      throw new StartError(
        `FRAMEJURY_TRUSTED_PROXIES must hold addresses, CIDRs, loopback, linklocal or uniquelocal, but it has "${name}".`,
      )
    }
  }
  const trust = proxyAddr.compile(names)
  return (address) => trust(address, 0)
}

/** An IPv4 caller on a dual-stack socket is identified by its IPv4 address. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}

/** The first four groups, which belong to one subscriber; a limit per whole IPv6 address would limit no one. */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.replace(/%.*$/, '').split('::')
  const first = head.split(':').filter(Boolean)
  const last = tail === undefined ? [] : tail.split(':').filter(Boolean)
  const groups = [...first, ...Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0'), ...last]
  return `${groups
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')
    .replace(/(^0|:0)+$/, '')}::/64`
}

/**
 * Who sent a request: the address of its socket, or, through trusted proxies, the nearest forwarded address that is not
 * a trusted proxy.
 * @returns an IPv4 address, or the /64 of an IPv6 address
 */
export function callerAddress(request: IncomingMessage, trust: Trust): string {
  const own = request.socket.remoteAddress ?? ''
  const address = proxyAddr(request, trust)
  // What a proxy forwards is text: without an address in it the proxy itself is the caller.
  return networkOf(plain(isIP(address) ? address : own)) || 'unknown'
}
