import { z } from 'zod'
import { type Actor, parseScopes, tokenState } from '@/lib/domain/accounts'
import type { Context, Verb } from '@/lib/platform/context'
import { AppError } from '@/lib/platform/errors'
import { hashSecret } from '@/lib/platform/secrets'

const Input = z.object({ secret: z.string() })
const LONGEST = 200
const TOUCH_EVERY_MS = 60_000

const REFUSALS = {
  unknown: ['token-unknown', 'This API token is unknown here. Make a new one under Account.'],
  revoked: ['token-revoked', 'This API token was revoked. Make a new one under Account.'],
  expired: ['token-expired', 'This API token has expired. Make a new one under Account.'],
} as const

function refused(why: keyof typeof REFUSALS): AppError {
  const [reason, message] = REFUSALS[why]
  return new AppError('unauthenticated', reason, message)
}

type Used = { id: string; lastUsedAt: Date | null; lastUsedAddress: string | null }

/** When and from where it was last used, written once a minute, and at once for another address. */
async function touch(ctx: Context, token: Used): Promise<void> {
  const now = ctx.now()
  const address = ctx.address?.slice(0, 100) ?? null
  const isFresh = token.lastUsedAt && now.getTime() - token.lastUsedAt.getTime() < TOUCH_EVERY_MS
  if (isFresh && token.lastUsedAddress === address) return
  await ctx.db.apiToken.updateMany({
    where: { id: token.id, revokedAt: null },
    data: { lastUsedAt: now, lastUsedAddress: address },
  })
}

/**
 * Who calls with this secret; the use is noted with the caller's address.
 * @throws AppError unauthenticated with reason token-unknown (also of a disabled person), token-revoked or token-expired
 */
export async function findTokenActor({ ctx, input }: Verb<z.infer<typeof Input>>): Promise<Actor> {
  const { secret } = Input.parse(input)
  if (secret.length > LONGEST) throw refused('unknown')
  const token = await ctx.db.apiToken.findUnique({ where: { hash: hashSecret(secret), user: { disabledAt: null } } })
  if (!token) throw refused('unknown')
  const state = tokenState(token, ctx.now())
  if (state !== 'active') throw refused(state)
  await touch(ctx, token)
  return { type: 'token', userId: token.userId, tokenId: token.id, scopes: parseScopes(token.scopes) }
}
