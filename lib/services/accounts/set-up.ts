import { SetUp } from '@/lib/contracts/http/credentials'
import { normalSetupCode, SETUP_CODE } from '@/lib/domain/accounts'
import { audit, type Context, type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { HAS_ACCOUNT } from '@/lib/platform/db/client'
import { AppError, conflict, invalid } from '@/lib/platform/errors'
import { hashPassword, hashSecret } from '@/lib/platform/secrets'

async function hasAccount(db: Tx): Promise<boolean> {
  const [row] = await db.$queryRawUnsafe<{ hasAccount: boolean }[]>(HAS_ACCOUNT)
  return row?.hasAccount ?? false
}

/** Whether this installation has an account; while it has none, there is only the setup page. */
export function isSetUp({ ctx }: Verb<undefined>): Promise<boolean> {
  return hasAccount(ctx.db)
}

function closed(): AppError {
  return new AppError('not-found', 'set-up', 'This installation is already set up. Sign in.')
}

/** Counts a try before the code is looked at, also where it is refused. @returns the hash of the code */
async function spendTry(ctx: Context): Promise<string> {
  if (await hasAccount(ctx.db)) throw closed()
  const [open] = await ctx.db.setupCode.updateManyAndReturn({
    where: { expiresAt: { gt: ctx.now() }, tries: { lt: SETUP_CODE.tries } },
    data: { tries: { increment: 1 } },
  })
  if (open) return open.hash
  throw invalid(
    'code-over',
    'The code no longer works: it is more than a day old, or there were too many wrong tries. Start Framejury again; it prints a new one.',
  )
}

/**
 * Creates the first account, an owner, for the person with the code from the terminal. Of two at once, one succeeds;
 * then the code is invalid.
 * @throws AppError invalid with reason `code` or `code-over`; not-found with reason `set-up` once there is an account
 */
export async function setUp({ ctx, input }: Verb<SetUp>): Promise<{ email: string }> {
  const { code, name, email, password } = SetUp.parse(input)
  const hash = await spendTry(ctx)
  // Both are hashes: the duration of the comparison reveals nothing about the code.
  if (hashSecret(normalSetupCode(code)) !== hash) {
    throw invalid('code', 'This is not the code that the terminal printed. Check it and try again.')
  }
  const passwordHash = await hashPassword(password)
  return withTransaction(ctx, async (tx) => {
    const { count } = await tx.setupCode.deleteMany({ where: { hash } })
    if (count === 0 || (await hasAccount(tx))) throw closed()
    const [user] = await tx.user.createManyAndReturn({
      data: [{ email, name, passwordHash, isOwner: true, createdAt: ctx.now() }],
      skipDuplicates: true,
    })
    if (!user) throw conflict('email-taken', 'An account without a password already has this address. Choose another.')
    await audit(
      tx,
      { ...ctx, actor: { type: 'user', userId: user.id } },
      { projectId: null, verb: 'instance.set-up', entityId: user.id },
    )
    return { email }
  })
}
