import { z } from 'zod'
import type { Actor } from '@/lib/domain/accounts'
import type { Verb } from '@/lib/platform/context'
import { AppError } from '@/lib/platform/errors'
import { hashSecret } from '@/lib/platform/secrets'

const Input = z.object({ secret: z.string().max(200) })
const TOUCH_EVERY_MS = 60_000

/** @throws AppError unauthenticated for an unknown, revoked or expired token */
export async function findTokenActor({ ctx, input }: Verb<z.infer<typeof Input>>): Promise<Actor> {
  const { secret } = Input.parse(input)
  const now = ctx.now()
  const token = await ctx.db.apiToken.findUnique({ where: { hash: hashSecret(secret), user: { disabledAt: null } } })
  if (!token || token.revokedAt || (token.expiresAt && token.expiresAt <= now)) {
    throw new AppError(
      'unauthenticated',
      'token',
      'This API token is unknown, revoked or expired. Make a new one under Account.',
    )
  }
  if (!token.lastUsedAt || now.getTime() - token.lastUsedAt.getTime() > TOUCH_EVERY_MS) {
    await ctx.db.apiToken.update({ where: { id: token.id }, data: { lastUsedAt: now } })
  }
  return { type: 'token', userId: token.userId, tokenId: token.id }
}
