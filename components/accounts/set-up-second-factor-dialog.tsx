'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import encodeQR from 'qr'
import { useMemo, useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { CopyField, Dialog, DialogForm, TextField, useFormResolver } from '@/components/ui'
import { ConfirmSecondFactor, StartSecondFactor } from '@/lib/contracts/http/credentials'
import styles from './credentials.module.css'
import { RecoveryCodes } from './recovery-codes'
import { OwnPasswordField } from './sign-in'

type Started = { secret: string; uri: string }

function PasswordStep({ onStarted }: { onStarted: (started: Started) => void }) {
  const t = useTranslations('credentials')
  const start = useMutation(orpc.accounts.startSecondFactor.mutationOptions())
  const form = useForm({ resolver: useFormResolver(StartSecondFactor), defaultValues: { password: '' } })
  const { errors } = form.formState
  const submit = form.handleSubmit(async (input) => {
    try {
      onStarted(await start.mutateAsync(input))
    } catch (error) {
      form.setError('password', { message: errorText(error) })
    }
  })
  return (
    <DialogForm state={form.formState} onSubmit={submit} submit={t('next')}>
      <OwnPasswordField error={errors.password?.message} {...form.register('password')} />
    </DialogForm>
  )
}

function QrCode({ text }: { text: string }) {
  const t = useTranslations('credentials')
  const path = useMemo(() => {
    const cells = encodeQR(text, 'raw', { border: 1 })
    return {
      size: cells.length,
      d: cells.map((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : '')).join('')).join(''),
    }
  }, [text])
  return (
    <div className={styles.qr}>
      <svg role="img" aria-label={t('qr')} viewBox={`0 0 ${path.size} ${path.size}`} shapeRendering="crispEdges">
        <path d={path.d} fill="#000" />
      </svg>
    </div>
  )
}

function ConfirmStep({ started, onConfirmed }: { started: Started; onConfirmed: (codes: string[]) => void }) {
  const t = useTranslations('credentials')
  const confirm = useMutation(orpc.accounts.confirmSecondFactor.mutationOptions())
  const form = useForm({ resolver: useFormResolver(ConfirmSecondFactor), defaultValues: { code: '' } })
  const { errors } = form.formState
  const submit = form.handleSubmit(async (input) => {
    try {
      onConfirmed((await confirm.mutateAsync(input)).recoveryCodes)
    } catch (error) {
      form.setError('code', { message: errorText(error) })
    }
  })
  return (
    <DialogForm state={form.formState} onSubmit={submit} submit={t('turnOn')}>
      <QrCode text={started.uri} />
      <CopyField label={t('secret')} value={started.secret} />
      <TextField
        label={t('firstCode')}
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        error={errors.code?.message}
        {...form.register('code')}
      />
    </DialogForm>
  )
}

type Step = { at: 'password' } | { at: 'confirm'; started: Started } | { at: 'codes'; codes: string[] }
const TEXTS = { password: 'setUpNote', confirm: 'scanNote', codes: 'codesNote' } as const

/** Password, QR code with a first code, recovery codes. */
export function SetUpSecondFactorDialog(props: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('credentials')
  const queryClient = useQueryClient()
  const [step, setStep] = useState<Step>({ at: 'password' })
  function change(open: boolean) {
    if (!open) setStep({ at: 'password' })
    props.onOpenChange(open)
  }
  async function confirmed(codes: string[]) {
    setStep({ at: 'codes', codes })
    await queryClient.invalidateQueries({ queryKey: orpc.accounts.key() })
  }
  return (
    <Dialog
      open={props.open}
      onOpenChange={change}
      title={step.at === 'codes' ? t('recoveryCodes') : t('setUpTitle')}
      description={t(TEXTS[step.at])}
    >
      {step.at === 'password' ? <PasswordStep onStarted={(started) => setStep({ at: 'confirm', started })} /> : null}
      {step.at === 'confirm' ? (
        <ConfirmStep started={step.started} onConfirmed={(codes) => void confirmed(codes)} />
      ) : null}
      {step.at === 'codes' ? <RecoveryCodes codes={step.codes} onDone={() => change(false)} /> : null}
    </Dialog>
  )
}
