'use client'

import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { Button, ButtonLink, CheckField, TextField, useAwake, useFormResolver } from '@/components/ui'
import { ResetPassword } from '@/lib/contracts/http/credentials'
import styles from './auth.module.css'
import { AuthFrame } from './auth-frame'

const NewPassword = ResetPassword.omit({ secret: true })

function ResetForm({ secret, email }: { secret: string; email: string }) {
  const t = useTranslations('credentials')
  const accounts = useTranslations('accounts')
  const isAwake = useAwake()
  const reset = useMutation(orpc.accounts.resetPassword.mutationOptions())
  const form = useForm({ resolver: useFormResolver(NewPassword) })
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState
  const submit = form.handleSubmit(async (input) => {
    try {
      await reset.mutateAsync({ secret, ...input })
      globalThis.location.assign('/sign-in')
    } catch (error) {
      form.setError('root', { message: errorText(error) })
    }
  })
  return (
    <form className={styles.form} method="post" onSubmit={submit} noValidate>
      {errors.root ? (
        <p className={styles.refusal} role="alert">
          {errors.root.message}
        </p>
      ) : null}
      <TextField label={accounts('email')} type="email" value={email} readOnly autoComplete="username" />
      <TextField
        label={accounts('newPassword')}
        type="password"
        autoComplete="new-password"
        autoFocus
        hint={accounts('invitation.passwordNew')}
        error={errors.password?.message}
        {...form.register('password')}
      />
      <CheckField label={t('revokeTokens')} hint={t('revokeTokensHint')} {...form.register('revokeTokens')} />
      <Button type="submit" variant="primary" disabled={!isAwake} busy={isSubmitting || isSubmitSuccessful}>
        {t('setPassword')}
      </Button>
    </form>
  )
}

/** @param email null when the link is used up or over a day old */
export function ResetScreen({ secret, email }: { secret: string; email: string | null }) {
  const t = useTranslations('credentials')
  const accounts = useTranslations('accounts')
  if (email === null) {
    return (
      <AuthFrame title={t('resetClosedTitle')} note={t('resetClosedText')}>
        <ButtonLink href="/sign-in">{accounts('signIn.title')}</ButtonLink>
      </AuthFrame>
    )
  }
  return (
    <AuthFrame title={t('resetTitle')} note={t('resetNote')}>
      <ResetForm secret={secret} email={email} />
    </AuthFrame>
  )
}
