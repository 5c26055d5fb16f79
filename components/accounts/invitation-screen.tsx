'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useTranslations } from 'use-intl'
import { z } from 'zod'
import { errorReason, errorText, orpc } from '@/components/query'
import { TextField, useFormResolver } from '@/components/ui'
import { Password } from '@/lib/domain/accounts'
import { AuthForm, AuthFrame, ClosedLink } from './auth-frame'
import { LINK_ANSWER, useLinkSecret } from './links'
import { signInWithPassword } from './sign-in'

type InvitationFormProps = { secret: string; email: string; hasAccount: boolean }

const Newcomer = z.object({
  name: z.string().trim().min(1, 'Say how the others shall call you.').max(120),
  password: Password,
})
const Known = z.object({ name: z.string().default(''), password: z.string().min(1, 'Give your password.') })

function InvitationForm({ secret, email, hasAccount }: InvitationFormProps) {
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

/** Where the link of an invitation leads. */
export function InvitationScreen() {
  const t = useTranslations('accounts')
  const secret = useLinkSecret()
  const invitation = useQuery({
    ...orpc.accounts.readInvitation.queryOptions({ input: { secret: secret ?? '' } }),
    ...LINK_ANSWER,
    enabled: Boolean(secret),
  })
  if (!secret || !invitation.data) {
    const texts = { title: t('invitation.closedTitle'), note: t('invitation.closedText') }
    return <ClosedLink {...texts} isMissing={secret === ''} query={invitation} />
  }
  const { email, role, projectName, hasAccount } = invitation.data
  return (
    <AuthFrame
      title={t('invitation.title', { project: projectName })}
      note={t('invitation.note', { role: t(`role.${role}`) })}
    >
      <InvitationForm secret={secret} email={email} hasAccount={hasAccount} />
    </AuthFrame>
  )
}
