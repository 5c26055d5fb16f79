'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { CheckField, TextField, useFormResolver } from '@/components/ui'
import { ResetPassword } from '@/lib/contracts/http/credentials'
import { AuthForm, AuthFrame, ClosedLink } from './auth-frame'
import { LINK_ANSWER, useLinkSecret } from './links'

const NewPassword = ResetPassword.omit({ secret: true })

function ResetForm({ secret, email }: { secret: string; email: string }) {
  const t = useTranslations('credentials')
  const accounts = useTranslations('accounts')
  const reset = useMutation(orpc.accounts.resetPassword.mutationOptions())
  const form = useForm({ resolver: useFormResolver(NewPassword) })
  const { errors } = form.formState
  const submit = form.handleSubmit(async (input) => {
    try {
      await reset.mutateAsync({ secret, ...input })
      globalThis.location.assign('/sign-in')
    } catch (error) {
      form.setError('root', { message: errorText(error) })
    }
  })
  return (
    <AuthForm state={form.formState} onSubmit={submit} submit={t('setPassword')}>
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
    </AuthForm>
  )
}

/** Where the link to set a password leads. */
export function ResetScreen() {
  const t = useTranslations('credentials')
  const secret = useLinkSecret()
  const link = useQuery({
    ...orpc.accounts.readResetLink.queryOptions({ input: { secret: secret ?? '' } }),
    ...LINK_ANSWER,
    enabled: Boolean(secret),
  })
  if (!secret || !link.data) {
    const texts = { title: t('resetClosedTitle'), note: t('resetClosedText') }
    return <ClosedLink {...texts} isMissing={secret === ''} query={link} />
  }
  return (
    <AuthFrame title={t('resetTitle')} note={t('resetNote')}>
      <ResetForm secret={secret} email={link.data.email} />
    </AuthFrame>
  )
}
