'use client'

import type { ComponentProps } from 'react'
import { useTranslations } from 'use-intl'
import { TextField } from '@/components/ui'

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
