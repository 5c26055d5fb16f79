'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { Button, CopyField, Dialog, TextField, useFormResolver } from '@/components/ui'
import { CreateToken } from '@/lib/contracts/http/accounts'
import styles from './forms.module.css'

function TokenForm({ onCreated }: { onCreated: (secret: string) => void }) {
  const t = useTranslations('accounts')
  const queryClient = useQueryClient()
  const create = useMutation(orpc.accounts.createToken.mutationOptions())
  const form = useForm({ resolver: useFormResolver(CreateToken), defaultValues: { name: '' } })
  const { errors, isSubmitting } = form.formState
  const submit = form.handleSubmit(async (input) => {
    try {
      const { secret } = await create.mutateAsync(input)
      await queryClient.invalidateQueries({ queryKey: orpc.accounts.listTokens.key() })
      onCreated(secret)
    } catch (error) {
      form.setError('name', { message: errorText(error) })
    }
  })
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextField
        label={t('tokens.name')}
        hint={t('tokens.nameHint')}
        error={errors.name?.message}
        {...form.register('name')}
      />
      <div className={styles.actions}>
        <Button type="submit" variant="primary" busy={isSubmitting}>
          {t('tokens.create')}
        </Button>
      </div>
    </form>
  )
}

/** Shows the secret once, with a command to try it. */
function NewSecret({ secret }: { secret: string }) {
  const t = useTranslations('accounts')
  const command = `curl -H 'Authorization: Bearer ${secret}' ${globalThis.location.origin}/api/v1/me`
  return (
    <div className={styles.form}>
      <CopyField label={t('tokens.secret')} value={secret} />
      <CopyField label={t('tokens.try')} value={command} />
    </div>
  )
}

export function CreateTokenDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('accounts')
  const [secret, setSecret] = useState<string | null>(null)
  function change(next: boolean) {
    if (!next) setSecret(null)
    onOpenChange(next)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={t('tokens.create')}
      description={secret ? t('tokens.once') : t('tokens.createNote')}
    >
      {secret ? <NewSecret secret={secret} /> : <TokenForm onCreated={setSecret} />}
    </Dialog>
  )
}
