'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import {
  Button,
  CheckField,
  Dialog,
  FieldGroup,
  Form,
  FormActions,
  FormError,
  SelectField,
  TextField,
  useNotify,
} from '@/components/ui'
import { Asks } from '@/lib/contracts/http/labelling'
import { armShares } from '@/lib/domain/labelling'
import { readTaskForm, type TaskFields } from './task-form'
import styles from './tasks.module.css'

const START: TaskFields = { frame: true, video: true, asks: 'both', overlap: '', seed: '0' }

function useMakeTasks(onDone: () => void) {
  const t = useTranslations('tasks')
  const notify = useNotify()
  const queryClient = useQueryClient()
  return useMutation(
    orpc.labelling.createTasks.mutationOptions({
      onSuccess: async ({ created }) => {
        await Promise.all(
          [orpc.labelling.listTasks.key(), orpc.accounts.projectOverview.key()].map((queryKey) =>
            queryClient.invalidateQueries({ queryKey }),
          ),
        )
        notify(t('dialog.made', { count: created }), 'good')
        onDone()
      },
    }),
  )
}

function MakeTasksForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations('tasks')
  const common = useTranslations('common')
  const { id: projectId, settings } = useProject()
  const shares = armShares(settings)
  const [fields, setFields] = useState(START)
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set())
  const make = useMakeTasks(onDone)
  function submit(event: FormEvent) {
    event.preventDefault()
    const read = readTaskForm(projectId, fields)
    setWrong(read.ok ? new Set() : read.wrong)
    if (read.ok) make.mutate(read.input)
  }
  return (
    <Form onSubmit={submit}>
      <FieldGroup legend={t('dialog.kinds')}>
        {(['frame', 'video'] as const).map((kind) => (
          <CheckField
            key={kind}
            label={t(`dialog.${kind}`)}
            checked={fields[kind]}
            onChange={({ target }) => setFields({ ...fields, [kind]: target.checked })}
          />
        ))}
        <FormError>{wrong.has('kinds') ? t('dialog.kindsError') : null}</FormError>
      </FieldGroup>
      <SelectField
        label={t('dialog.asks')}
        value={fields.asks}
        onChange={({ target }) => setFields({ ...fields, asks: Asks.parse(target.value) })}
      >
        {(['both', 'preference', 'attribution'] as const).map((asks) => (
          <option key={asks} value={asks}>
            {t(`ask.${asks}`)}
          </option>
        ))}
      </SelectField>
      <TextField
        label={t('dialog.overlap')}
        hint={t('dialog.overlapHint', { overlap: settings.overlap })}
        error={wrong.has('overlap') ? t('dialog.overlapError') : undefined}
        inputMode="numeric"
        placeholder={String(settings.overlap)}
        value={fields.overlap}
        onChange={({ target }) => setFields({ ...fields, overlap: target.value })}
      />
      <p className={styles.shares}>
        {t(`dialog.arms.${settings.proposals}`, { hidden: shares.hide, shown: 1 - shares.hide })}
      </p>
      <TextField
        label={t('dialog.seed')}
        hint={t('dialog.seedHint')}
        error={wrong.has('seed') ? t('dialog.seedError') : undefined}
        inputMode="numeric"
        value={fields.seed}
        onChange={({ target }) => setFields({ ...fields, seed: target.value })}
      />
      <FormError>{make.error ? errorText(make.error) : null}</FormError>
      <FormActions>
        <Button onClick={onDone}>{common('cancel')}</Button>
        <Button type="submit" variant="primary" busy={make.isPending}>
          {t('make')}
        </Button>
      </FormActions>
    </Form>
  )
}

export function MakeTasksDialog({ disabled }: { disabled: boolean }) {
  const t = useTranslations('tasks')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="primary" disabled={disabled} onClick={() => setOpen(true)}>
        {t('make')}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t('dialog.title')} description={t('dialog.text')}>
        <MakeTasksForm onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}
