import 'server-only'

/** The network address of the caller, as our own server noted it; null where there is none of it. */
export function clientAddress(headers: Headers): string | null {
  return headers.get('x-framejury-address')?.slice(0, 100) ?? null
}
