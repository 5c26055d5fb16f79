'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useForm } from 'react-hook-form'
import { useTranslations } from 'use-intl'
import { errorText, orpc, useAfterWrite } from '@/components/query'
import { useProject } from '@/components/shell'
import { CheckField, Dialog, DialogForm, FieldPair, SelectField, TextField } from '@/components/ui'
import { MarkChoice } from '@/lib/domain/exports'
import styles from './create-release-dialog.module.css'
import { BLANK_RELEASE, ReleaseForm, toCreateRelease } from './release-form'

const NUMBER = { valueAsNumber: true }
const PERCENTS = [
  { field: 'preferencePercent', gate: 'minPreferenceAgreement' },
  { field: 'labelPercent', gate: 'minLabelAgreement' },
] as const
const SWITCHES = ['requireReviewed', 'excludeFlagged', 'requirePreference', 'requireLabels'] as const

function CreateReleaseForm() {
  const t = useTranslations('releases')
  const router = useRouter()
  const { id: projectId, slug } = useProject()
  const form = useForm({ resolver: zodResolver(ReleaseForm), defaultValues: BLANK_RELEASE })
  const { errors } = form.formState
  const { onSuccess } = useAfterWrite(orpc.releases.key(), t('started'))
  const create = useMutation(orpc.releases.createRelease.mutationOptions({ onSuccess }))
  const submit = form.handleSubmit(async (given) => {
    try {
      const { id } = await create.mutateAsync(toCreateRelease(projectId, given))
      router.push(`/p/${slug}/releases/${id}`)
    } catch (error) {
      form.setError('root', { message: errorText(error) })
    }
  })
  return (
    <DialogForm state={form.formState} onSubmit={submit} submit={t('build')}>
      <FieldPair>
        <TextField label={t('name')} hint={t('nameHint')} error={errors.name?.message} {...form.register('name')} />
        <TextField
          label={t('seed')}
          hint={t('seedHint')}
          type="number"
          min={0}
          error={errors.seed?.message}
          {...form.register('seed', NUMBER)}
        />
      </FieldPair>
      <SelectField label={t('marks')} hint={t('marksHint')} {...form.register('marks')}>
        {MarkChoice.options.map((choice) => (
          <option key={choice} value={choice}>
            {t(`markChoice.${choice}`)}
          </option>
        ))}
      </SelectField>
      <fieldset className={styles.gates}>
        <legend>{t('gates')}</legend>
        <TextField
          label={t('gate.minAnnotations')}
          hint={t('gate.minAnnotationsHint')}
          type="number"
          min={1}
          error={errors.minAnnotations?.message}
          {...form.register('minAnnotations', NUMBER)}
        />
        {PERCENTS.map(({ field, gate }) => (
          <TextField
            key={field}
            label={t(`gate.${gate}`)}
            hint={t(`gate.${gate}Hint`)}
            type="number"
            min={0}
            max={100}
            step="any"
            error={errors[field] ? t('percentError') : undefined}
            {...form.register(field, NUMBER)}
          />
        ))}
        <div className={styles.switches}>
          {SWITCHES.map((name) => (
            <CheckField key={name} label={t(`gate.${name}`)} hint={t(`gate.${name}Hint`)} {...form.register(name)} />
          ))}
        </div>
      </fieldset>
    </DialogForm>
  )
}

type CreateReleaseDialogProps = { open: boolean; onOpenChange: (open: boolean) => void }

export function CreateReleaseDialog({ open, onOpenChange }: CreateReleaseDialogProps) {
  const t = useTranslations('releases')
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('create')} description={t('createNote')} wide>
      <CreateReleaseForm />
    </Dialog>
  )
}
