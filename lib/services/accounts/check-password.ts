import { z } from 'zod'
import { Email } from '@/lib/domain/accounts'
import type { Verb } from '@/lib/platform/context'
import { hashPassword, passwordMatches } from '@/lib/platform/secrets'
import { countPasswordTry, forgetPasswordTries } from './password-tries'

const Input = z.object({ email: z.string().max(300), password: z.string().max(200), address: z.string().max(100) })
export type SignedIn = { id: string; email: string; name: string; epoch: number }

let decoy: Promise<string> | undefined

/**
 * Checks a sign-in.
 * @returns null when it does not fit; an unknown address takes as long as a wrong password
 * @throws AppError rate-limited
 */
export async function checkPassword({ ctx, input }: Verb<z.infer<typeof Input>>): Promise<SignedIn | null> {
  const parsed = Input.safeParse(input)
  const email = Email.safeParse(input.email).data
  if (!email || !parsed.success) return null
  const { password, address } = parsed.data
  await countPasswordTry(email, address)
  decoy ??= hashPassword('no account has this password')
  const user = await ctx.db.user.findUnique({ where: { email, disabledAt: null } })
  const matches = await passwordMatches(password, user?.passwordHash ?? (await decoy))
  if (!user?.passwordHash || !matches) return null
  await forgetPasswordTries(email)
  return { id: user.id, email: user.email, name: user.name, epoch: user.sessionEpoch }
}
