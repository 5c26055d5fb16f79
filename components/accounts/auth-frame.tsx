'use client'

import type { FormEventHandler, ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { errorReason, errorText } from '@/components/query'
import { Button, ButtonLink, FormError, Skeleton, useAwake } from '@/components/ui'
import styles from './auth.module.css'

/** The page of someone who is not signed in yet. */
export function AuthFrame({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  return (
    <main className={styles.page}>
      <section className={styles.panel}>
        <p className={styles.brand}>Framejury</p>
        <h1>{title}</h1>
        {note ? <p className={styles.note}>{note}</p> : null}
        {children}
      </section>
    </main>
  )
}

/** Used up, revoked, expired, or never a link of ours. */
const CLOSED = new Set<string | null>(['invitation', 'reset-link', 'input'])

type ClosedLinkProps = {
  title: string
  note: string
  /** There is no secret in the URL at all. */
  isMissing: boolean
  query: { error: Error | null; refetch: () => unknown }
}

/** A link that opens nothing, or not yet: it is asked about, it is used up, or the question failed. */
export function ClosedLink({ title, note, isMissing, query }: ClosedLinkProps) {
  const t = useTranslations('accounts')
  const common = useTranslations('common')
  if (isMissing || CLOSED.has(errorReason(query.error))) {
    return (
      <AuthFrame title={title} note={note}>
        <ButtonLink href="/sign-in">{t('signIn.title')}</ButtonLink>
      </AuthFrame>
    )
  }
  if (!query.error) {
    return (
      <AuthFrame title={common('loading')}>
        <Skeleton height={120} label={common('loading')} />
      </AuthFrame>
    )
  }
  return (
    <AuthFrame title={common('failedTitle')}>
      <FormError>{errorText(query.error)}</FormError>
      <Button onClick={() => query.refetch()}>{common('retry')}</Button>
    </AuthFrame>
  )
}

type AuthFormProps = {
  state: { errors: { root?: { message?: string | undefined } }; isSubmitting: boolean; isSubmitSuccessful: boolean }
  onSubmit: FormEventHandler
  /** The text of the button. */
  submit: string
  children: ReactNode
  /** Shown below the button. */
  after?: ReactNode
}

/** The one form of such a page. Nothing can be sent before the page is awake: the browser would send it as a plain form. */
export function AuthForm({ state, onSubmit, submit, children, after }: AuthFormProps) {
  const isAwake = useAwake()
  const { errors, isSubmitting, isSubmitSuccessful } = state
  return (
    <form className={styles.form} method="post" onSubmit={onSubmit} noValidate>
      <FormError>{errors.root?.message}</FormError>
      {children}
      <Button type="submit" variant="primary" disabled={!isAwake} busy={isSubmitting || isSubmitSuccessful}>
        {submit}
      </Button>
      {after}
    </form>
  )
}
