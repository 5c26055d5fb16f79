import type { z } from 'zod'
import type { TokenView } from '@/lib/contracts/http/accounts'
import type { Verb } from '@/lib/platform/context'
import { requireUserId } from './access'
import { toTokenView } from './token-view'

/** The caller's own tokens, newest first, at most 200. */
export async function listTokens({ ctx }: Verb<unknown>): Promise<z.infer<typeof TokenView>[]> {
  const rows = await ctx.db.apiToken.findMany({
    where: { userId: requireUserId(ctx) },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 200,
  })
  return rows.map(toTokenView)
}
