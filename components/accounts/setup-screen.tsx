'use client'

import { useTranslations } from 'use-intl'
import { AuthFrame } from './auth-frame'
import { SetupForm } from './setup-form'

/** The page of an installation without an account. */
export function SetupScreen() {
  const t = useTranslations('accounts.setup')
  return (
    <AuthFrame title={t('title')} note={t('note')}>
      <SetupForm />
    </AuthFrame>
  )
}
