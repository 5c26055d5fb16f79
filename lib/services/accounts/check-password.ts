import { RateLimiterMemory } from 'rate-limiter-flexible'
import { z } from 'zod'
import { Email } from '@/lib/domain/accounts'
import type { Verb } from '@/lib/platform/context'
import { hashPassword, passwordMatches } from '@/lib/platform/secrets'

const Input = z.object({ email: z.string().max(300), password: z.string().max(200), address: z.string().max(100) })
export type SignedIn = { id: string; email: string; name: string; epoch: number }

const perAccount = new RateLimiterMemory({ points: 10, duration: 15 * 60 })
const perAddress = new RateLimiterMemory({ points: 200, duration: 15 * 60 })
let decoy: Promise<string> | undefined

/**
 * Checks a sign-in. Ten wrong tries close an account's door for 15 minutes.
 * @returns null when it does not fit; an unknown address takes as long as a wrong password
 */
export async function checkPassword({ ctx, input }: Verb<z.infer<typeof Input>>): Promise<SignedIn | null> {
  const { password, address } = Input.parse(input)
  const email = Email.safeParse(input.email).data
  if (!email) return null
  try {
    await perAddress.consume(address)
    await perAccount.consume(email)
  } catch {
    ctx.log.warn({ address }, 'sign-in is rate limited')
    throw new Error('rate-limited')
  }
  decoy ??= hashPassword('no account has this password')
  const user = await ctx.db.user.findUnique({ where: { email, disabledAt: null } })
  const matches = await passwordMatches(password, user?.passwordHash ?? (await decoy))
  if (!user?.passwordHash || !matches) return null
  await perAccount.delete(email)
  return { id: user.id, email: user.email, name: user.name, epoch: user.sessionEpoch }
}
