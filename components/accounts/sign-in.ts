import { signIn } from 'next-auth/react'

export type SignInResult = 'ok' | 'wrong' | 'rate-limited' | 'unavailable'

/** Signs in with a password; the session cookie is set when it is `ok`. */
export async function signInWithPassword(email: string, password: string): Promise<SignInResult> {
  const answer = await signIn('credentials', { email, password, redirect: false }).catch(() => null)
  if (answer?.ok && !answer.error) return 'ok'
  if (answer?.error === 'CredentialsSignin') return 'wrong'
  return answer?.error === 'rate-limited' ? 'rate-limited' : 'unavailable'
}
