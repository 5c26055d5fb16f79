'use client'

import type { FormEventHandler, ReactNode } from 'react'
import { Button } from '@/components/ui'
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
