import type { Context } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'

/** @returns how many tokens of the person were live */
export async function revokeTokensOf(tx: Tx, ctx: Context, userId: string): Promise<number> {
  const { count } = await tx.apiToken.updateMany({
    where: { userId, revokedAt: null },
    data: { revokedAt: ctx.now() },
  })
  return count
}
