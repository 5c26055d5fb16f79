import 'server-only'

/**
 * The network address of the caller, as our own web server saw it.
 * What a client or a proxy claims about itself is never read here.
 */
export function clientAddress(headers: Headers): string {
  return headers.get('x-framejury-address') ?? 'local'
}
