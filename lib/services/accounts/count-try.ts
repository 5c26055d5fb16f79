import { TRY_LIMITS } from '@/lib/domain/accounts'
import type { Context } from '@/lib/platform/context'
import { AppError } from '@/lib/platform/errors'
import { hashSecret } from '@/lib/platform/secrets'

export type Try = {
  /** What is guessed at; each kind is counted for itself. */
  kind: 'password' | 'code' | 'link' | 'email'
  /** The account whose secret is tried, whether it exists or not; null when none is named. */
  account: string | null
  /** Hash of a known browser's secret, which is counted apart from strangers. */
  device: string | null
}

type Keys = { pair: string | null; address: string | null; account: string | null }

/** Counters are named by hashes, so that what someone typed into the address field is not stored. */
function keysOf({ kind, account, device }: Try, address = 'nowhere'): Keys {
  const key = (...parts: string[]) => hashSecret([kind, ...parts].join('\n'))
  if (device !== null) return { pair: key('device', device, account ?? ''), address: null, account: null }
  return {
    pair: account === null ? null : key('pair', address, account),
    address: key('address', address),
    account: account === null ? null : key('account', account),
  }
}

/** Counts one more in one statement, so that tries at the same moment in several processes all count. */
async function countUp({ db, now }: Context, key: string): Promise<number> {
  const at = now()
  const resetAt = new Date(at.getTime() + TRY_LIMITS.windowMs)
  const [row] = await db.$queryRaw<{ count: number }[]>`
    INSERT INTO "TryCount" AS t (key, count, "resetAt") VALUES (${key}, 1, ${resetAt})
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN t."resetAt" <= ${at} THEN 1 ELSE t.count + 1 END,
      "resetAt" = CASE WHEN t."resetAt" <= ${at} THEN ${resetAt} ELSE t."resetAt" END
    RETURNING count`
  return row?.count ?? 1
}

async function countOf({ db, now }: Context, key: string): Promise<number> {
  const row = await db.tryCount.findUnique({ where: { key, resetAt: { gt: now() } } })
  return row?.count ?? 0
}

function tooMany(): AppError {
  return new AppError('rate-limited', 'rate-limited', 'Too many tries. Wait 15 minutes and try again.')
}

/**
 * Counts a try before the secret is looked at, outside of any transaction, so that a refusal does not undo it.
 * Source: docs/spec/accounts.md [US3] [US4]
 * @throws AppError rate-limited
 */
export async function countTry(ctx: Context, attempt: Try): Promise<void> {
  const { pair, address, account } = keysOf(attempt, ctx.address)
  if (address && (await countUp(ctx, address)) > TRY_LIMITS.address) throw tooMany()
  if (pair) {
    const underAttack = account !== null && (await countOf(ctx, account)) >= TRY_LIMITS.account
    if ((await countUp(ctx, pair)) > (underAttack ? TRY_LIMITS.pairUnderAttack : TRY_LIMITS.pair)) throw tooMany()
  }
  if (account) await countUp(ctx, account)
}

/** The secret was right: this caller's count is reset, and the try does not count against others. */
export async function forgetTries(ctx: Context, attempt: Try): Promise<void> {
  const { pair, address, account } = keysOf(attempt, ctx.address)
  if (pair) await ctx.db.tryCount.deleteMany({ where: { key: pair } })
  const shared = [address, account].filter((key) => key !== null)
  await ctx.db.tryCount.updateMany({
    where: { key: { in: shared }, count: { gt: 0 } },
    data: { count: { decrement: 1 } },
  })
}
