'use client'

import type { ComponentProps } from 'react'
import { useTranslations } from 'use-intl'
import { TextField } from '@/components/ui'

/** Asks for a code of the second factor, or for a recovery code. */
export function CodeField(props: Omit<ComponentProps<typeof TextField>, 'label' | 'hint'>) {
  const t = useTranslations('credentials')
  return <TextField label={t('code')} hint={t('codeHint')} autoComplete="one-time-code" spellCheck={false} {...props} />
}
