import 'server-only'
import type { NextRequest } from 'next/server'
import { invalid } from '@/lib/platform/errors'

const COOKIES = ['next-auth.callback-url', '__Secure-next-auth.callback-url']
const HERE = 'http://here.invalid'

function isReadable(given: string): boolean {
  const base = given.startsWith('/') ? HERE : undefined
  return URL.canParse(given, base) && /^https?:$/.test(new URL(given, base).protocol)
}

/**
 * The sign-in library takes a callback address that it cannot read, of whomever, for a fault of the server.
 * @throws AppError invalid
 */
export function requireReadableCallback({ nextUrl, cookies }: NextRequest): void {
  const given = [...nextUrl.searchParams.getAll('callbackUrl'), ...COOKIES.map((name) => cookies.get(name)?.value)]
  if (given.every((address) => !address || isReadable(address))) return
  throw invalid('callback', 'callbackUrl: this is no address. Leave it out, or clear the cookies of this site.')
}

/** Where the library may lead after a sign-in: to this site. What a body gives is of any type. */
export function ownCallback({ url, baseUrl }: { url: unknown; baseUrl: string }): string {
  if (typeof url !== 'string' || !URL.canParse(url, baseUrl)) return baseUrl
  const target = new URL(url, baseUrl)
  return target.origin === new URL(baseUrl).origin ? target.href : baseUrl
}
