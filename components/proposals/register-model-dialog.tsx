'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { Button, Dialog, DialogForm, TextField, useFormResolver, useNotify } from '@/components/ui'
import { RegisterModel } from '@/lib/contracts/http/proposals'

const BUILTIN = 'builtin:default'

function useRegister(onDone: () => void) {
  const t = useTranslations('proposals')
  const notify = useNotify()
  const queryClient = useQueryClient()
  return useMutation(
    orpc.proposals.registerModel.mutationOptions({
      onSuccess: async ({ name, version, isNew, unknownLabels }) => {
        await queryClient.invalidateQueries({ queryKey: orpc.proposals.listModels.key() })
        const labels = unknownLabels.join(', ')
        const warning = labels === '' ? '' : `. ${t('models.unknownLabels', { labels, count: unknownLabels.length })}`
        notify(`${t(isNew ? 'models.done' : 'models.known', { name, version })}${warning}`, warning ? 'bad' : 'good')
        onDone()
      },
    }),
  )
}

/** The model that ships with the product, in one click. */
export function UseBuiltinModel() {
  const t = useTranslations('proposals')
  const { id: projectId } = useProject()
  const notify = useNotify()
  const register = useRegister(() => undefined)
  return (
    <Button
      variant="primary"
      busy={register.isPending}
      onClick={() =>
        register.mutate({ projectId, location: BUILTIN }, { onError: (error) => notify(errorText(error), 'bad') })
      }
    >
      {t('models.useBuiltin')}
    </Button>
  )
}

function RegisterModelForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations('proposals')
  const { id: projectId } = useProject()
  const register = useRegister(onDone)
  const form = useForm({
    resolver: useFormResolver(RegisterModel),
    defaultValues: { projectId, location: BUILTIN },
  })
  const submit = form.handleSubmit(async (input) => {
    try {
      await register.mutateAsync(input)
    } catch (error) {
      form.setError('location', { message: errorText(error) })
    }
  })
  return (
    <DialogForm state={form.formState} onSubmit={submit} submit={t('models.register')}>
      <TextField
        label={t('models.location')}
        hint={t('models.locationHint')}
        error={form.formState.errors.location?.message}
        {...form.register('location')}
      />
    </DialogForm>
  )
}

export function RegisterModelDialog() {
  const t = useTranslations('proposals')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('models.register')}</Button>
      <Dialog open={open} onOpenChange={setOpen} title={t('models.register')} description={t('models.dialogText')}>
        <RegisterModelForm onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}
