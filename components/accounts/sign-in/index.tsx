'use client'

import { signIn } from 'next-auth/react'
import type { ComponentProps } from 'react'
import { useTranslations } from 'use-intl'
import { TextField } from '@/components/ui'

const REFUSALS = ['code-needed', 'code-wrong', 'rate-limited'] as const
export type SignInResult = 'ok' | 'wrong' | 'unavailable' | (typeof REFUSALS)[number]

/**
 * Signs in with a password; the session cookie is set when it is `ok`.
 * @param code of the second factor; `code-needed` means that one is required
 */
export async function signInWithPassword(email: string, password: string, code = ''): Promise<SignInResult> {
  const answer = await signIn('credentials', { email, password, code, redirect: false }).catch(() => null)
  if (answer?.ok && !answer.error) return 'ok'
  if (answer?.error === 'CredentialsSignin') return 'wrong'
  return REFUSALS.find((known) => known === answer?.error) ?? 'unavailable'
}

type FieldProps = Omit<ComponentProps<typeof TextField>, 'label' | 'hint'>

/** The reader's password again, before anything about how they sign in changes. */
export function OwnPasswordField(props: FieldProps) {
  const t = useTranslations('accounts')
  return <TextField label={t('password')} type="password" autoComplete="current-password" {...props} />
}

/** Asks for a code of the second factor, or for a recovery code. */
export function CodeField(props: FieldProps) {
  const t = useTranslations('credentials')
  return <TextField label={t('code')} hint={t('codeHint')} autoComplete="one-time-code" spellCheck={false} {...props} />
}
