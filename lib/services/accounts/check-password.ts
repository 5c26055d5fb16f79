import { z } from 'zod'
import { Email } from '@/lib/domain/accounts'
import type { Context } from '@/lib/platform/context'
import type { User } from '@/lib/platform/db'
import { invalid, unauthenticated } from '@/lib/platform/errors'
import { hashPassword, hashSecret, passwordMatches } from '@/lib/platform/secrets'
import { countTry, forgetTries, type Try } from './count-try'

const GivenPassword = z.string().max(200)

/** Replaces a person who does not exist, so that both cases cost the same look-ups. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

let decoy: Promise<string> | undefined

/** Whether the password fits; a person who is unknown, disabled or has none takes as long as one with a password. */
async function fits(user: User | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('no account has this password')
  const stored = user?.disabledAt === null ? user.passwordHash : null
  const matches = await passwordMatches(password, stored ?? (await decoy))
  return stored !== null && matches
}

/**
 * The active person with this address and password; every try counts.
 * @param device hash of the caller's browser where this person has signed in with it before
 * @returns null when they do not fit together
 * @throws AppError rate-limited
 */
export async function findByPassword(
  ctx: Context,
  given: { email: string; password: string; device?: (userId: string) => Promise<string | null> },
): Promise<User | null> {
  const email = Email.safeParse(given.email).data
  const password = GivenPassword.safeParse(given.password).data
  if (email === undefined || password === undefined) return null
  const user = await ctx.db.user.findUnique({ where: { email } })
  const device = (await given.device?.(user?.id ?? NOBODY)) ?? null
  const attempt: Try = { kind: 'password', account: email, device }
  await countTry(ctx, attempt)
  if (!(await fits(user, password))) return null
  await forgetTries(ctx, attempt)
  return user
}

/**
 * Before a person changes how they sign in: checks their password again.
 * A signed-in browser is not a stranger, so its tries are counted separately.
 * @returns the person
 * @throws AppError unauthenticated, invalid with reason `password`, rate-limited
 */
export async function requirePassword(ctx: Context, userId: string, password: string): Promise<User> {
  const user = await ctx.db.user.findUnique({ where: { id: userId } })
  if (!user) throw unauthenticated()
  const session = ctx.actor.type === 'user' ? ctx.actor.sessionId : undefined
  const device = async () => (session ? hashSecret(session) : null)
  const found = await findByPassword(ctx, { email: user.email, password, device })
  if (found?.id !== userId) throw invalid('password', 'password: this is not your password. Check it and try again.')
  return found
}
