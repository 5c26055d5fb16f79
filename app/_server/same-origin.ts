import 'server-only'

/**
 * Cross-site writes ride on the session cookie, so a browser must say that it is on our own pages.
 * Callers with a bearer token carry no cookie and are let through.
 * @returns a refusal, or null to go on
 */
export function sameOrigin(request: Request): Response | null {
  if (request.method === 'GET' || request.method === 'HEAD' || request.headers.has('authorization')) return null
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host')
  const isOwn = site ? site === 'same-origin' : origin ? new URL(origin).host === host : false
  if (isOwn) return null
  return Response.json(
    {
      code: 'FORBIDDEN',
      message: 'This call did not come from this site. Use an API token for scripts.',
      data: { reason: 'cross-site' },
    },
    { status: 403 },
  )
}
