import { RateLimiterMemory } from 'rate-limiter-flexible'
import { AppError } from '@/lib/platform/errors'

const WINDOW_S = 15 * 60
const perAccount = new RateLimiterMemory({ points: 10, duration: WINDOW_S })
const perAddress = new RateLimiterMemory({ points: 200, duration: WINDOW_S })

/**
 * Counts a try before the password is looked at: 10 an account and 200 a network address in 15 minutes.
 * @param address null where the caller's is not known
 * @throws AppError rate-limited
 */
export async function countPasswordTry(email: string, address: string | null): Promise<void> {
  try {
    if (address !== null) await perAddress.consume(address)
    await perAccount.consume(email)
  } catch {
    throw new AppError('rate-limited', 'rate-limited', 'Too many tries. Wait 15 minutes and try again.')
  }
}

/** After the right password: the account's count starts anew. */
export async function forgetPasswordTries(email: string): Promise<void> {
  await perAccount.delete(email)
}
