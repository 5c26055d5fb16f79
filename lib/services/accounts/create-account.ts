import { z } from 'zod'
import { Email } from '@/lib/domain/accounts'
import { StorableText } from '@/lib/domain/shared'
import { audit, type Verb, withTransaction } from '@/lib/platform/context'
import { conflict } from '@/lib/platform/errors'
import { requireOwner } from './access'

const Input = z.object({
  email: Email,
  name: StorableText.trim().min(1, 'Enter the name that others will see.').max(120),
  isOwner: z.boolean(),
})
type Input = z.infer<typeof Input>

/** Makes a person without a password; a link to set one is made with `createResetLink`. It ends the setup page's code. */
export async function createAccount({ ctx, input }: Verb<Input>): Promise<{ userId: string; email: string }> {
  const { email, name, isOwner } = Input.parse(input)
  return withTransaction(ctx, async (tx) => {
    await requireOwner(tx, ctx)
    const [user] = await tx.user.createManyAndReturn({
      data: [{ email, name, isOwner, createdAt: ctx.now() }],
      skipDuplicates: true,
    })
    if (!user) throw conflict('email-taken', `There is already an account with the address ${email}.`)
    await tx.setupCode.deleteMany()
    const entry = { verb: 'account.create' as const, entityId: user.id, difference: { email, isOwner } }
    await audit(tx, ctx, { projectId: null, ...entry })
    return { userId: user.id, email }
  })
}
