import { signIn } from 'next-auth/react'

const REFUSALS = ['code-needed', 'code-wrong', 'rate-limited'] as const
export type SignInResult = 'ok' | 'wrong' | 'unavailable' | (typeof REFUSALS)[number]

/**
 * Signs in with a password; the session cookie is set when it is `ok`.
 * @param code of the second factor; `code-needed` says that one is asked for
 */
export async function signInWithPassword(email: string, password: string, code = ''): Promise<SignInResult> {
  const answer = await signIn('credentials', { email, password, code, redirect: false }).catch(() => null)
  if (answer?.ok && !answer.error) return 'ok'
  if (answer?.error === 'CredentialsSignin') return 'wrong'
  return REFUSALS.find((known) => known === answer?.error) ?? 'unavailable'
}
