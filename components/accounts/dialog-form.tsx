'use client'

import type { ComponentProps, FormEventHandler, ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Button, TextField } from '@/components/ui'
import styles from './forms.module.css'

type DialogFormProps = {
  state: { errors: { root?: { message?: string | undefined } }; isSubmitting: boolean }
  onSubmit: FormEventHandler
  /** What the button says. */
  submit: string
  variant?: 'primary' | 'danger'
  children: ReactNode
}

/** Fields and one button, as every dialog about how somebody signs in has them. */
export function DialogForm({ state, onSubmit, submit, variant = 'primary', children }: DialogFormProps) {
  const { errors, isSubmitting } = state
  return (
    <form className={styles.form} onSubmit={onSubmit} noValidate>
      {children}
      {errors.root ? (
        <p className={styles.refusal} role="alert">
          {errors.root.message}
        </p>
      ) : null}
      <div className={styles.actions}>
        <Button type="submit" variant={variant} busy={isSubmitting}>
          {submit}
        </Button>
      </div>
    </form>
  )
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
