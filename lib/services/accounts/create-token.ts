import type { z } from 'zod'
import { CreateToken, type TokenView } from '@/lib/contracts/http/tokens'
import { audit, type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { conflict } from '@/lib/platform/errors'
import { createSecret, hashSecret } from '@/lib/platform/secrets'
import { requireBrowser } from './access'
import { inState, toTokenView } from './list-tokens'

const DAY_MS = 86_400_000
/** No one can keep track of more valid tokens than this. */
const MOST_LIVE = 50

async function assertRoom(tx: Tx, userId: string, now: Date): Promise<void> {
  // The lock makes two that are made at once count one after the other.
  await tx.$queryRaw`SELECT id FROM "User" WHERE id = ${userId}::uuid FOR UPDATE`
  const live = await tx.apiToken.count({ where: { userId, ...inState('active', now) } })
  if (live >= MOST_LIVE) {
    throw conflict('too-many-tokens', `You have ${live} valid tokens. Revoke one that you do not need.`)
  }
}

/**
 * A key for scripts: it acts as the person who made it, within its scopes, until it ends.
 * The secret is shown once; its hash is stored. No token makes one. Rules: docs/spec/tokens.md
 */
export async function createToken({
  ctx,
  input,
}: Verb<z.input<typeof CreateToken>>): Promise<{ token: TokenView; secret: string }> {
  const { name, scopes, expiresInDays } = CreateToken.parse(input)
  const { userId } = requireBrowser(ctx)
  const secret = createSecret('fj')
  const now = ctx.now()
  return withTransaction(ctx, async (tx) => {
    await assertRoom(tx, userId, now)
    const row = await tx.apiToken.create({
      data: {
        userId,
        name,
        scopes: [...new Set(scopes)],
        prefix: secret.slice(0, 8),
        hash: hashSecret(secret),
        expiresAt: new Date(now.getTime() + expiresInDays * DAY_MS),
        createdAt: now,
      },
    })
    await audit(tx, ctx, {
      projectId: null,
      verb: 'token.create',
      entityId: row.id,
      difference: { name, scopes: row.scopes, expiresAt: row.expiresAt.toISOString() },
    })
    return { token: toTokenView(row, now), secret }
  })
}
