import 'server-only'
import { StandardOpenAPIMatcher } from '@orpc/openapi/standard'
import type { OperationMeta } from '@/lib/contracts/http/common'
import { router } from './router'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

const matcher = new StandardOpenAPIMatcher()
matcher.init(router)

/** `name`: "media.openImport" */
export type Operation = OperationMeta & { name: string }

/** The operation behind a method and a path below /api/v1, found without reading the body; null where there is none. */
export async function findOperation(method: string, path: `/${string}`): Promise<Operation | null> {
  const match = await matcher.match(method, path)
  if (!match) return null
  const { meta } = match.procedure['~orpc'] as { meta?: OperationMeta }
  return { ...meta, name: match.path.join('.') }
}

/** The methods that a path below /api/v1 knows. */
export async function methodsOf(path: `/${string}`): Promise<string[]> {
  const known = await Promise.all(METHODS.map((method) => matcher.match(method, path)))
  return METHODS.filter((_, index) => known[index])
}
