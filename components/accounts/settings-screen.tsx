'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useForm } from 'react-hook-form'
import { useTranslations } from 'use-intl'
import { ArchiveProject } from '@/components/deletion'
import { orpc, useAfterWrite } from '@/components/query'
import { useProject } from '@/components/shell'
import {
  Button,
  Card,
  CheckField,
  FieldPair,
  Form,
  Page,
  PageHeader,
  SelectField,
  TextArea,
  TextField,
  useFormResolver,
} from '@/components/ui'
import { Blind, ProjectSettings, QueuePolicy } from '@/lib/domain/accounts'
import styles from './settings.module.css'
import { SettingsForm, settingsFormChanges, toSettingsForm } from './settings-form'

type NumberField =
  | 'settings.overlap'
  | 'settings.framePairEveryMs'
  | 'settings.leaseSeconds'
  | 'settings.skipsPerHour'
  | 'hiddenPercent'
  | 'holdoutPercent'

type Fields = ReturnType<typeof useSettingsForm>

function useSettingsForm() {
  const common = useTranslations('common')
  const router = useRouter()
  const project = useProject()
  const form = useForm({ resolver: useFormResolver(SettingsForm), defaultValues: toSettingsForm(project) })
  const save = useMutation(
    orpc.accounts.updateProject.mutationOptions(useAfterWrite(orpc.accounts.key(), common('saved'))),
  )
  const { errors, isDirty, defaultValues } = form.formState
  const submit = form.handleSubmit(async (typed) => {
    const changes = settingsFormChanges(SettingsForm.parse(defaultValues), typed)
    const saved = await save.mutateAsync({ projectId: project.id, ...changes }).catch(() => null)
    if (!saved) return
    form.reset(toSettingsForm(saved))
    router.refresh()
  })
  // The server draws the values too; react-hook-form alone would fill them in only after hydration.
  const text = (name: 'name' | 'description' | 'settings.proposals' | 'settings.queuePolicy' | 'settings.blind') => ({
    ...form.register(name),
    defaultValue: form.getValues(name),
  })
  const number = (name: NumberField) => ({
    ...form.register(name, { valueAsNumber: true }),
    type: 'number',
    defaultValue: form.getValues(name),
  })
  return { form, errors, isDirty, isSaving: save.isPending, submit, text, number }
}

function WorkCard({ form, errors, number }: Fields) {
  const t = useTranslations('accounts')
  return (
    <Card title={t('settings.work')} note={t('settings.workNote')}>
      <FieldPair>
        <TextField
          label={t('settings.overlap')}
          hint={t('settings.overlapHint')}
          min={1}
          max={20}
          error={errors.settings?.overlap?.message}
          {...number('settings.overlap')}
        />
        <TextField
          label={t('settings.framePairEveryMs')}
          hint={t('settings.framePairEveryMsHint')}
          min={40}
          max={60_000}
          error={errors.settings?.framePairEveryMs?.message}
          {...number('settings.framePairEveryMs')}
        />
        <TextField
          label={t('settings.leaseSeconds')}
          hint={t('settings.leaseSecondsHint')}
          min={30}
          max={3600}
          error={errors.settings?.leaseSeconds?.message}
          {...number('settings.leaseSeconds')}
        />
        <TextField
          label={t('settings.skipsPerHour')}
          hint={t('settings.skipsPerHourHint')}
          min={1}
          max={1000}
          error={errors.settings?.skipsPerHour?.message}
          {...number('settings.skipsPerHour')}
        />
      </FieldPair>
      <CheckField
        label={t('settings.mustWatch')}
        hint={t('settings.mustWatchHint')}
        defaultChecked={form.getValues('settings.mustWatch')}
        {...form.register('settings.mustWatch')}
      />
    </Card>
  )
}

function BlindCard({ form, errors, text }: Fields) {
  const t = useTranslations('accounts')
  return (
    <Card title={t('settings.blind')} note={t('settings.blindNote')}>
      <SelectField
        label={t('settings.blindWho')}
        hint={t(`settings.blindHint.${form.watch('settings.blind')}`)}
        error={errors.settings?.blind?.message}
        {...text('settings.blind')}
      >
        {Blind.options.map((who) => (
          <option key={who} value={who}>
            {t(`settings.blindOption.${who}`)}
          </option>
        ))}
      </SelectField>
    </Card>
  )
}

function ProposalsCard({ form, errors, text, number }: Fields) {
  const t = useTranslations('accounts')
  return (
    <Card title={t('settings.proposals')} note={t('settings.proposalsNote')}>
      <FieldPair>
        <SelectField
          label={t('settings.proposalsMode')}
          hint={t(`settings.modeHint.${form.watch('settings.proposals')}`)}
          error={errors.settings?.proposals?.message}
          {...text('settings.proposals')}
        >
          {ProjectSettings.shape.proposals.unwrap().options.map((mode) => (
            <option key={mode} value={mode}>
              {t(`settings.mode.${mode}`)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t('settings.hiddenShare')}
          hint={t('settings.hiddenShareHint')}
          min={0}
          max={100}
          step={0.1}
          error={errors.hiddenPercent?.message}
          {...number('hiddenPercent')}
        />
      </FieldPair>
    </Card>
  )
}

function QueueCard({ errors, text, number }: Fields) {
  const t = useTranslations('accounts')
  return (
    <Card title={t('settings.queue')} note={t('settings.queueNote')}>
      <FieldPair>
        <SelectField
          label={t('settings.queuePolicy')}
          hint={t('settings.queuePolicyHint')}
          error={errors.settings?.queuePolicy?.message}
          {...text('settings.queuePolicy')}
        >
          {QueuePolicy.options.map((policy) => (
            <option key={policy} value={policy}>
              {t(`settings.policy.${policy}`)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t('settings.holdoutShare')}
          hint={t('settings.holdoutShareHint')}
          min={0}
          max={100}
          step={0.1}
          error={errors.holdoutPercent?.message}
          {...number('holdoutPercent')}
        />
      </FieldPair>
    </Card>
  )
}

export function SettingsScreen() {
  const t = useTranslations('accounts')
  const common = useTranslations('common')
  const fields = useSettingsForm()
  const { errors, isDirty, isSaving, submit, text } = fields
  return (
    <Page width="text">
      <PageHeader title={t('settings.title')} />
      <Form onSubmit={submit}>
        <Card title={t('settings.project')}>
          <TextField label={t('projects.name')} error={errors.name?.message} {...text('name')} />
          <TextArea label={t('projects.description')} error={errors.description?.message} {...text('description')} />
        </Card>
        <WorkCard {...fields} />
        <BlindCard {...fields} />
        <ProposalsCard {...fields} />
        <QueueCard {...fields} />
        <div className={styles.save}>
          <Button type="submit" variant="primary" busy={isSaving} disabled={!isDirty}>
            {common('save')}
          </Button>
          {isDirty ? <span>{t('settings.unsaved')}</span> : null}
        </div>
      </Form>
      <ArchiveProject />
    </Page>
  )
}
