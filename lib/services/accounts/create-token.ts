import type { z } from 'zod'
import { CreateToken, type TokenView } from '@/lib/contracts/http/accounts'
import { audit } from '@/lib/platform/audit'
import { type Verb, withTransaction } from '@/lib/platform/context'
import { createSecret, hashSecret } from '@/lib/platform/secrets'
import { requireUserId } from './access'
import { toTokenView } from './token-view'

/** A key for scripts: it acts as the person who made it. The secret is shown once; its hash is stored. */
export async function createToken({
  ctx,
  input,
}: Verb<CreateToken>): Promise<{ token: z.infer<typeof TokenView>; secret: string }> {
  const { name } = CreateToken.parse(input)
  const userId = requireUserId(ctx)
  const secret = createSecret('fj')
  return withTransaction(ctx, async (tx) => {
    const row = await tx.apiToken.create({
      data: { userId, name, prefix: secret.slice(0, 8), hash: hashSecret(secret), createdAt: ctx.now() },
    })
    await audit(tx, ctx, { projectId: null, verb: 'token.create', entityType: 'token', entityId: row.id })
    return { token: toTokenView(row), secret }
  })
}
