import 'server-only'
import { AppError } from '@/lib/platform/errors'
import { publicUrl } from './public-url'

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host : null
}

/** What this server is called: by its settings, by a trusted proxy (scripts/web drops others' word), or by the request itself. */
function ownHosts(headers: Headers): (string | null)[] {
  return [hostOf(publicUrl()), headers.get('x-forwarded-host') ?? headers.get('host')]
}

/** The secret of an API token, where the caller gives one; then no cookie is looked at. */
export function bearerSecret(headers: Headers): string | null {
  return headers.get('authorization')?.match(/^Bearer (\S+)$/)?.[1] ?? null
}

/**
 * Cross-site writes ride on the session cookie, so a browser must say that it is on our own pages.
 * Callers with a bearer token carry no cookie and are let through.
 * @throws AppError forbidden
 */
export function requireSameOrigin({ method, headers }: Request): void {
  if (method === 'GET' || method === 'HEAD' || bearerSecret(headers) !== null) return
  const site = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  const from = origin ? hostOf(origin) : null
  if (site ? site === 'same-origin' : from !== null && ownHosts(headers).includes(from)) return
  throw new AppError('forbidden', 'cross-site', 'This call did not come from this site. Use an API token for scripts.')
}
