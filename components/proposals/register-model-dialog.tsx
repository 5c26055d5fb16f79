'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { Button, Dialog, Form, FormActions, TextField, useNotify } from '@/components/ui'

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

export function RegisterModelDialog() {
  const t = useTranslations('proposals')
  const common = useTranslations('common')
  const { id: projectId } = useProject()
  const [open, setOpen] = useState(false)
  const [location, setLocation] = useState(BUILTIN)
  const register = useRegister(() => setOpen(false))
  function submit(event: FormEvent) {
    event.preventDefault()
    register.mutate({ projectId, location })
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('models.register')}</Button>
      <Dialog open={open} onOpenChange={setOpen} title={t('models.register')} description={t('models.dialogText')}>
        <Form onSubmit={submit}>
          <TextField
            label={t('models.location')}
            hint={t('models.locationHint')}
            error={register.error ? errorText(register.error) : undefined}
            required
            maxLength={300}
            value={location}
            onChange={(event) => {
              setLocation(event.target.value)
              register.reset()
            }}
          />
          <FormActions>
            <Button onClick={() => setOpen(false)}>{common('cancel')}</Button>
            <Button type="submit" variant="primary" busy={register.isPending}>
              {t('models.register')}
            </Button>
          </FormActions>
        </Form>
      </Dialog>
    </>
  )
}
