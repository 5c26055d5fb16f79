import { readyResponse } from '@/app/_server/health'

export const dynamic = 'force-dynamic'

/** Whether database, tables, worker, queue and disk let this instance do its work. */
export function GET(request: Request): Promise<Response> {
  return readyResponse(request)
}
