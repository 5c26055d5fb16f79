import 'server-only'
import { StandardOpenAPIMatcher } from '@orpc/openapi/standard'
import type { OperationMeta } from '@/lib/contracts/http/common'
import { router } from './router'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

const matcher = new StandardOpenAPIMatcher()
matcher.init(router)

/** Access of the operation behind a method and a path below /api/v1, found without reading the body; null where there is none. */
export async function findOperation(method: string, path: `/${string}`): Promise<OperationMeta | null> {
  const match = await matcher.match(method, path)
  return match ? ((match.procedure['~orpc'] as { meta?: OperationMeta }).meta ?? {}) : null
}

/** The methods that a path below /api/v1 knows. */
export async function methodsOf(path: `/${string}`): Promise<string[]> {
  const known = await Promise.all(METHODS.map((method) => matcher.match(method, path)))
  return METHODS.filter((_, index) => known[index])
}
