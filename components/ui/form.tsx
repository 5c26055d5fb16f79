'use client'

import { Dialog } from 'radix-ui'
import { type FormEventHandler, type ReactNode, useId } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from './button'
import styles from './form.module.css'

type Children = { children: ReactNode }

/** Fields, notes and buttons, one below the other. */
export function Stack({ children }: Children) {
  return <div className={styles.stack}>{children}</div>
}

/** A form whose own complaints are shown, never the browser's. */
export function Form({ onSubmit, children }: Children & { onSubmit: FormEventHandler }) {
  return (
    <form className={styles.stack} onSubmit={onSubmit} noValidate>
      {children}
    </form>
  )
}

/** Fields side by side where there is room. */
export function FieldPair({ children }: Children) {
  return <div className={styles.pair}>{children}</div>
}

/** Fields that belong together. `note` explains them all. */
export function FieldGroup({ legend, note, children }: Children & { legend: string; note?: string }) {
  const id = useId()
  return (
    <fieldset className={styles.group} aria-describedby={note ? id : undefined}>
      <legend>{legend}</legend>
      {note ? (
        <p className={styles.note} id={id}>
          {note}
        </p>
      ) : null}
      {children}
    </fieldset>
  )
}

/** Why it was not done, read out at once; empty where there is no reason. */
export function FormError({ children }: { children: ReactNode }) {
  if (!children) return null
  return (
    <p className={styles.error} role="alert">
      {children}
    </p>
  )
}

/** The buttons of a form or a dialog, the one that does it last. */
export function FormActions({ children }: Children) {
  return <div className={styles.actions}>{children}</div>
}

type DialogFormProps = Children & {
  state: { errors: { root?: { message?: string | undefined } }; isSubmitting: boolean }
  onSubmit: FormEventHandler
  /** The text of the button. */
  submit: string
  variant?: 'primary' | 'danger'
}

/** A form of react-hook-form in a dialog: fields, the reason of a refusal, and the buttons; the first one closes the dialog. */
export function DialogForm({ state, onSubmit, submit, variant = 'primary', children }: DialogFormProps) {
  const common = useTranslations('common')
  const { errors, isSubmitting } = state
  return (
    <Form onSubmit={onSubmit}>
      {children}
      <FormError>{errors.root?.message}</FormError>
      <FormActions>
        <Dialog.Close asChild>
          <Button>{common('cancel')}</Button>
        </Dialog.Close>
        <Button type="submit" variant={variant} busy={isSubmitting}>
          {submit}
        </Button>
      </FormActions>
    </Form>
  )
}
