export const dynamic = 'force-dynamic'

/** Whether this process responds; it checks nothing else, so that an unavailable database restarts no web app. */
export function GET(): Response {
  return Response.json({ status: 'live' }, { headers: { 'Cache-Control': 'no-store' } })
}
