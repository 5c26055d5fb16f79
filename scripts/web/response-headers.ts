import type { ServerResponse } from 'node:http'

const EVERYWHERE = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
}

const NOTHING = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
/** The sign-in library has small pages with a form and a style sheet in the page. */
const SIGN_IN_PAGES = `${NOTHING}; form-action 'self'; style-src 'unsafe-inline'; img-src 'self'`
const DATA = `${NOTHING}; form-action 'none'`

/** Two years, as browsers' preload lists ask for. */
const HSTS = 'max-age=63072000'

/**
 * Headers of every response, whichever code sends it. Pages have a separate policy (proxy.ts).
 * @param secure people use HTTPS
 */
export function setCommonHeaders(response: ServerResponse, path: string, secure: boolean): void {
  for (const [name, value] of Object.entries(EVERYWHERE)) response.setHeader(name, value)
  if (secure) response.setHeader('Strict-Transport-Security', HSTS)
  if (path.startsWith('/api/'))
    response.setHeader('Content-Security-Policy', path.startsWith('/api/auth/') ? SIGN_IN_PAGES : DATA)
}
