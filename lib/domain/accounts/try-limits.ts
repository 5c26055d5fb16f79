/** Tries in the running window. Source: docs/spec/accounts.md [US3] [US4] */
export const TRY_LIMITS = {
  windowMs: 15 * 60_000,
  /** For one account from one network address, and from one known browser. */
  pair: 10,
  /** From one network address, whatever the account. */
  address: 200,
  /** For one account from everywhere but known browsers; above it, an address has only `pairUnderAttack` tries. */
  account: 100,
  pairUnderAttack: 2,
} as const

/**
 * What tries are counted by: the address itself for IPv4, the first 64 bits for IPv6, because one line gets that many.
 * @param address as the web server writes it; an IPv4 address may stand in IPv6 form
 */
export function addressGroup(address: string): string {
  const mapped = address.match(/^::ffff:(\d+\.\d+\.\d+\.\d+)$/i)?.[1]
  if (mapped) return mapped
  if (!address.includes(':')) return address
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right]
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
