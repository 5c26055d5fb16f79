export const dynamic = 'force-dynamic'

/** Whether this process answers at all; asks nothing else, so that a database that is away restarts no web app. */
export function GET(): Response {
  return Response.json({ status: 'live' }, { headers: { 'Cache-Control': 'no-store' } })
}
