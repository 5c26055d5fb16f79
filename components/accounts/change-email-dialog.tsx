'use client'

import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { useTranslations } from 'use-intl'
import { errorReason, errorText, orpc } from '@/components/query'
import { Dialog, DialogForm, TextField, useFormResolver } from '@/components/ui'
import { ChangeEmail } from '@/lib/contracts/http/credentials'
import { OwnPasswordField } from './sign-in'

function EmailForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations('credentials')
  const change = useMutation(orpc.accounts.changeEmail.mutationOptions())
  const form = useForm({ resolver: useFormResolver(ChangeEmail), defaultValues: { email: '', password: '' } })
  const { errors } = form.formState
  const submit = form.handleSubmit(async (input) => {
    try {
      await change.mutateAsync(input)
      onDone()
    } catch (error) {
      form.setError(errorReason(error) === 'password' ? 'password' : 'email', { message: errorText(error) })
    }
  })
  return (
    <DialogForm state={form.formState} onSubmit={submit} submit={t('changeEmail')}>
      <TextField
        label={t('newEmail')}
        type="email"
        autoComplete="email"
        error={errors.email?.message}
        {...form.register('email')}
      />
      <OwnPasswordField error={errors.password?.message} {...form.register('password')} />
    </DialogForm>
  )
}

export function ChangeEmailDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('credentials')
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('changeEmail')} description={t('changeEmailNote')}>
      {/* A full load: the address stands in the header and in the menu. */}
      <EmailForm onDone={() => globalThis.location.reload()} />
    </Dialog>
  )
}
