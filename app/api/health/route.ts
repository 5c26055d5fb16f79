import { readyResponse } from '@/app/_server/health'

export const dynamic = 'force-dynamic'

/** The same as /api/health/ready. */
export function GET(request: Request): Promise<Response> {
  return readyResponse(request)
}
