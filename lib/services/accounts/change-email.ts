import { ChangeEmail } from '@/lib/contracts/http/credentials'
import { audit, type Context, type Verb, withTransaction } from '@/lib/platform/context'
import { Prisma, type User } from '@/lib/platform/db'
import { conflict, invalid } from '@/lib/platform/errors'
import { requireBrowser } from './access'
import { requirePassword } from './check-password'
import { countTry } from './count-try'

async function change(ctx: Context, { id: userId, email: from }: User, email: string): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id: userId, email: from, disabledAt: null },
      data: { email },
    })
    if (count === 0) throw conflict('changed', 'Your address was changed just now. Reload and try again.')
    await tx.resetLink.deleteMany({ where: { userId } })
    const entry = { verb: 'email.change' as const, entityId: userId, difference: { from, to: email } }
    await audit(tx, ctx, { projectId: null, ...entry })
  })
}

/**
 * Changes the caller's sign-in name; open reset links close.
 * That an address is taken can be learnt here, so tries are counted and never forgotten.
 */
export async function changeEmail({ ctx, input }: Verb<ChangeEmail>): Promise<{ email: string }> {
  const { email, password } = ChangeEmail.parse(input)
  const user = await requirePassword(ctx, requireBrowser(ctx).userId, password)
  if (user.email === email) throw invalid('same', 'email: this is your current address. Enter another one.')
  await countTry(ctx, { kind: 'email', account: user.id, device: null })
  try {
    await change(ctx, user, email)
  } catch (error) {
    // Two people who take one address at the same moment meet at its unique index.
    if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') throw error
    throw conflict('email-taken', 'email: another account has this address. Enter another one.')
  }
  return { email }
}
