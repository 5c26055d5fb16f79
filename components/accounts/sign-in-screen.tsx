'use client'

import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslations } from 'use-intl'
import { z } from 'zod'
import { Button, TextField, useFormResolver } from '@/components/ui'
import { Email } from '@/lib/domain/accounts'
import { AuthForm, AuthFrame } from './auth-frame'
import { CodeField, signInWithPassword } from './sign-in'

const SignIn = z.object({
  email: Email,
  password: z.string().min(1, 'Give your password.'),
  code: z.string().trim().max(40).optional(),
})

/** @param target path of this site to go to afterwards */
function SignInForm({ target }: { target: string }) {
  const t = useTranslations('accounts')
  const [asksCode, setAsksCode] = useState(false)
  // No default values: what was typed or filled in before the page woke up stays.
  const form = useForm({ resolver: useFormResolver(SignIn) })
  const { errors } = form.formState
  const submit = form.handleSubmit(async ({ email, password, code }) => {
    const result = await signInWithPassword(email, password, code)
    if (result === 'ok') {
      // A full load, so that nothing cached for another person stays.
      globalThis.location.assign(target)
      return
    }
    const wantsCode = result === 'code-needed' || (asksCode && result !== 'wrong')
    setAsksCode(wantsCode)
    if (result === 'code-needed')
      form.setError('code', { type: 'wanted', message: asksCode ? t('signIn.code-needed') : undefined })
    else if (result === 'code-wrong') form.setError('code', { message: t('signIn.code-wrong') })
    else form.setError('root', { message: t(`signIn.${result}`) })
    if (!wantsCode) form.setFocus('password')
  })
  return (
    <AuthForm
      state={form.formState}
      onSubmit={submit}
      submit={t('signIn.submit')}
      after={
        asksCode ? (
          <Button variant="quiet" onClick={() => globalThis.location.reload()}>
            {t('signIn.startOver')}
          </Button>
        ) : null
      }
    >
      <TextField
        label={t('email')}
        type="email"
        autoComplete="username"
        autoFocus
        error={errors.email?.message}
        readOnly={asksCode}
        {...form.register('email')}
      />
      <TextField
        label={t('password')}
        type="password"
        autoComplete="current-password"
        error={errors.password?.message}
        readOnly={asksCode}
        {...form.register('password')}
      />
      {asksCode ? <CodeField autoFocus error={errors.code?.message} {...form.register('code')} /> : null}
    </AuthForm>
  )
}

export function SignInScreen({ target }: { target: string }) {
  const t = useTranslations('accounts')
  return (
    <AuthFrame title={t('signIn.title')}>
      <SignInForm target={target} />
    </AuthFrame>
  )
}
