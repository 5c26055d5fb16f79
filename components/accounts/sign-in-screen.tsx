'use client'

import { useTranslations } from 'use-intl'
import { AuthFrame } from './auth-frame'
import { SignInForm } from './sign-in-form'

export function SignInScreen({ target }: { target: string }) {
  const t = useTranslations('accounts')
  return (
    <AuthFrame title={t('signIn.title')}>
      <SignInForm target={target} />
    </AuthFrame>
  )
}
