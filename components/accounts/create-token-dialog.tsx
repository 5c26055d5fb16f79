'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import {
  CheckField,
  CopyField,
  Dialog,
  DialogForm,
  FieldGroup,
  FormError,
  SelectField,
  Stack,
  TextField,
  useFormResolver,
} from '@/components/ui'
import { CreateToken } from '@/lib/contracts/http/tokens'
import { DEFAULT_TOKEN_DAYS, TOKEN_DAYS, TokenScope } from '@/lib/domain/accounts'

const BLANK: CreateToken = { name: '', scopes: ['read'], expiresInDays: DEFAULT_TOKEN_DAYS }

function TokenForm({ onCreated }: { onCreated: (secret: string) => void }) {
  const t = useTranslations('tokens')
  const queryClient = useQueryClient()
  const create = useMutation(orpc.accounts.createToken.mutationOptions())
  const form = useForm({ resolver: useFormResolver(CreateToken), defaultValues: BLANK })
  const { errors } = form.formState
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
    <DialogForm state={form.formState} onSubmit={submit} submit={t('create')}>
      <TextField label={t('name')} hint={t('nameHint')} error={errors.name?.message} {...form.register('name')} />
      <FieldGroup legend={t('scopes')} note={t('scopesNote')}>
        {TokenScope.options.map((scope) => (
          <CheckField
            key={scope}
            label={t(`scope.${scope}`)}
            hint={t(`scopeNote.${scope}`)}
            value={scope}
            {...form.register('scopes')}
          />
        ))}
        <FormError>{errors.scopes?.message}</FormError>
      </FieldGroup>
      <SelectField
        label={t('lasts')}
        error={errors.expiresInDays?.message}
        {...form.register('expiresInDays', { valueAsNumber: true })}
      >
        {TOKEN_DAYS.map((days) => (
          <option key={days} value={days}>
            {t('days', { days })}
          </option>
        ))}
      </SelectField>
    </DialogForm>
  )
}

/** Shows the secret once, with a command to try it. */
function NewSecret({ secret }: { secret: string }) {
  const t = useTranslations('tokens')
  const command = `curl -H 'Authorization: Bearer ${secret}' ${globalThis.location.origin}/api/v1/me`
  return (
    <Stack>
      <CopyField label={t('secret')} value={secret} />
      <CopyField label={t('try')} value={command} />
    </Stack>
  )
}

export function CreateTokenDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('tokens')
  const [secret, setSecret] = useState<string | null>(null)
  function change(next: boolean) {
    if (!next) setSecret(null)
    onOpenChange(next)
  }
  return (
    <Dialog open={open} onOpenChange={change} title={t('create')} description={secret ? t('once') : t('createNote')}>
      {secret ? <NewSecret secret={secret} /> : <TokenForm onCreated={setSecret} />}
    </Dialog>
  )
}
