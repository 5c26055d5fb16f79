'use client'

import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useTranslations } from 'use-intl'
import { errorReason, errorText, orpc, useAfterWrite } from '@/components/query'
import { CheckField, Dialog, DialogForm, TextField, useFormResolver } from '@/components/ui'
import { ChangePassword } from '@/lib/contracts/http/credentials'

const BLANK = { current: '', password: '', revokeTokens: false }

function PasswordForm({ email, onDone }: { email: string; onDone: () => void }) {
  const t = useTranslations('credentials')
  const accounts = useTranslations('accounts')
  const after = useAfterWrite(orpc.accounts.key(), t('passwordChanged'))
  const change = useMutation(orpc.accounts.changePassword.mutationOptions({ onSuccess: after.onSuccess }))
  const form = useForm({ resolver: useFormResolver(ChangePassword), defaultValues: BLANK })
  const { errors } = form.formState
  const submit = form.handleSubmit(async (input) => {
    try {
      await change.mutateAsync(input)
      onDone()
    } catch (error) {
      form.setError(errorReason(error) === 'same' ? 'password' : 'current', { message: errorText(error) })
    }
  })
  return (
    <DialogForm state={form.formState} onSubmit={submit} submit={t('changePassword')}>
      {/* For password managers, which file a new password under the address. */}
      <input type="email" value={email} readOnly hidden autoComplete="username" />
      <TextField
        label={t('currentPassword')}
        type="password"
        autoComplete="current-password"
        error={errors.current?.message}
        {...form.register('current')}
      />
      <TextField
        label={accounts('newPassword')}
        type="password"
        autoComplete="new-password"
        hint={accounts('invitation.passwordNew')}
        error={errors.password?.message}
        {...form.register('password')}
      />
      <CheckField label={t('revokeTokens')} hint={t('revokeTokensHint')} {...form.register('revokeTokens')} />
    </DialogForm>
  )
}

type ChangePasswordDialogProps = { email: string; open: boolean; onOpenChange: (open: boolean) => void }

export function ChangePasswordDialog({ email, open, onOpenChange }: ChangePasswordDialogProps) {
  const t = useTranslations('credentials')
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('changePassword')} description={t('changePasswordNote')}>
      <PasswordForm email={email} onDone={() => onOpenChange(false)} />
    </Dialog>
  )
}
