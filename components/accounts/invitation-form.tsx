'use client'

import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useTranslations } from 'use-intl'
import { z } from 'zod'
import { errorReason, errorText, orpc } from '@/components/query'
import { TextField, useFormResolver } from '@/components/ui'
import { Password } from '@/lib/domain/accounts'
import { AuthForm } from './auth-frame'
import { signInWithPassword } from './sign-in'

type InvitationFormProps = { secret: string; email: string; hasAccount: boolean }

const Newcomer = z.object({
  name: z.string().trim().min(1, 'Say how the others shall call you.').max(120),
  password: Password,
})
const Known = z.object({ name: z.string().default(''), password: z.string().min(1, 'Give your password.') })

export function InvitationForm({ secret, email, hasAccount }: InvitationFormProps) {
  const t = useTranslations('accounts')
  const form = useForm({ resolver: useFormResolver(hasAccount ? Known : Newcomer) })
  const accept = useMutation(orpc.accounts.acceptInvitation.mutationOptions())
  const { errors } = form.formState
  const submit = form.handleSubmit(async ({ name, password }) => {
    try {
      const { projectSlug } = await accept.mutateAsync({ secret, name, password })
      const signedIn = await signInWithPassword(email, password)
      globalThis.location.assign(signedIn === 'ok' ? `/p/${projectSlug}` : `/sign-in?callbackUrl=/p/${projectSlug}`)
    } catch (error) {
      form.setError(errorReason(error) === 'password' ? 'password' : 'root', { message: errorText(error) })
    }
  })
  return (
    <AuthForm state={form.formState} onSubmit={submit} submit={t('invitation.submit')}>
      <TextField label={t('email')} type="email" value={email} readOnly autoComplete="username" />
      {hasAccount ? null : (
        <TextField
          label={t('name')}
          autoComplete="name"
          autoFocus
          error={errors.name?.message}
          {...form.register('name')}
        />
      )}
      <TextField
        label={hasAccount ? t('password') : t('newPassword')}
        type="password"
        autoComplete={hasAccount ? 'current-password' : 'new-password'}
        autoFocus={hasAccount}
        hint={hasAccount ? t('invitation.passwordKnown') : t('invitation.passwordNew')}
        error={errors.password?.message}
        {...form.register('password')}
      />
    </AuthForm>
  )
}
