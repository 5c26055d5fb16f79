'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type ChangeEvent, type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import {
  Button,
  CheckField,
  Dialog,
  FieldGroup,
  FieldPair,
  Form,
  FormActions,
  FormError,
  SelectField,
  TextField,
} from '@/components/ui'
import type { ModelView } from '@/lib/contracts/http/proposals'
import { type RunFieldName, readRunForm } from './run-form'

function StartRunForm({ models, isFirst, onCancel }: { models: ModelView[]; isFirst: boolean; onCancel: () => void }) {
  const t = useTranslations('proposals')
  const common = useTranslations('common')
  const { id: projectId, slug } = useProject()
  const router = useRouter()
  const queryClient = useQueryClient()
  const [wrong, setWrong] = useState<ReadonlyMap<RunFieldName, string>>(new Map())
  const [fields, setFields] = useState({
    modelVersionId: models[0]?.id ?? '',
    targetFps: '2',
    high: '',
    low: '',
    seed: '0',
  })
  const [shown, setShown] = useState(isFirst)
  const create = useMutation(
    orpc.proposals.createRun.mutationOptions({
      onSuccess: async ({ id }) => {
        await queryClient.invalidateQueries({ queryKey: orpc.proposals.listRuns.key() })
        router.push(`/p/${slug}/runs/${id}`)
      },
    }),
  )
  function submit(event: FormEvent) {
    event.preventDefault()
    const read = readRunForm(fields)
    setWrong(read.ok ? new Map() : read.wrong)
    if (read.ok) create.mutate({ projectId, shown, ...read.input })
  }
  function register(name: RunFieldName) {
    const complaint = wrong.get(name)
    return {
      value: fields[name],
      onChange: (event: ChangeEvent<HTMLInputElement | HTMLSelectElement>) =>
        setFields({ ...fields, [name]: event.target.value }),
      error: complaint ? t(complaint === 'order' ? 'dialog.orderError' : 'dialog.numberError') : undefined,
    }
  }
  return (
    <Form onSubmit={submit}>
      <SelectField label={t('model')} {...register('modelVersionId')}>
        {models.map((model) => (
          <option key={model.id} value={model.id}>
            {model.name} {model.version}
          </option>
        ))}
      </SelectField>
      <CheckField
        label={t('dialog.shown')}
        hint={t(isFirst ? 'dialog.shownFirst' : 'dialog.shownHint')}
        checked={shown}
        onChange={({ target }) => setShown(target.checked)}
      />
      <TextField label={t('dialog.fps')} hint={t('dialog.fpsHint')} inputMode="decimal" {...register('targetFps')} />
      <FieldGroup legend={t('dialog.thresholds')} note={t('dialog.thresholdHint')}>
        <FieldPair>
          <TextField label={t('dialog.high')} inputMode="decimal" placeholder="–" {...register('high')} />
          <TextField label={t('dialog.low')} inputMode="decimal" placeholder="–" {...register('low')} />
        </FieldPair>
      </FieldGroup>
      <TextField label={t('dialog.seed')} hint={t('dialog.seedHint')} inputMode="numeric" {...register('seed')} />
      <FormError>{create.error ? errorText(create.error) : null}</FormError>
      <FormActions>
        <Button onClick={onCancel}>{common('cancel')}</Button>
        <Button type="submit" variant="primary" busy={create.isPending || create.isSuccess}>
          {t('start')}
        </Button>
      </FormActions>
    </Form>
  )
}

/** Asks what a run needs; only shown where there is a model. */
export function StartRunDialog({ models }: { models: ModelView[] }) {
  const t = useTranslations('proposals')
  const { id: projectId } = useProject()
  const [open, setOpen] = useState(false)
  const overview = useQuery(orpc.accounts.projectOverview.queryOptions({ input: { projectId } }))
  const runs = useQuery(orpc.proposals.listRuns.queryOptions({ input: { projectId, limit: 100 } }))
  const isFirst = runs.data ? !runs.data.items.some((run) => run.shown) : false
  const ready = overview.data?.videos.ready ?? 0
  return (
    <>
      <Button variant="primary" disabled={models.length === 0} onClick={() => setOpen(true)}>
        {t('start')}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t('dialog.title')}
        description={ready === 0 ? t('dialog.noVideos') : t('dialog.text', { count: ready })}
      >
        <StartRunForm models={models} isFirst={isFirst} onCancel={() => setOpen(false)} />
      </Dialog>
    </>
  )
}
