'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslations } from 'use-intl'
import { errorReason, errorText, orpc, useAfterWrite } from '@/components/query'
import { Dialog, DialogForm, useFormResolver } from '@/components/ui'
import { ProveSecondFactor } from '@/lib/contracts/http/credentials'
import { RecoveryCodes } from './recovery-codes'
import { CodeField, OwnPasswordField } from './sign-in'

type Purpose = 'turn-off' | 'renew'

const TEXTS = {
  'turn-off': { title: 'turnOffTitle', note: 'turnOffNote', submit: 'turnOff' },
  renew: { title: 'renewCodes', note: 'renewNote', submit: 'renewCodes' },
} as const

function ProveForm({ purpose, onDone }: { purpose: Purpose; onDone: (codes: string[] | null) => void }) {
  const t = useTranslations('credentials')
  const { onSuccess } = useAfterWrite(orpc.accounts.key())
  const turnOff = useMutation(orpc.accounts.turnOffSecondFactor.mutationOptions({ onSuccess }))
  const renew = useMutation(orpc.accounts.renewRecoveryCodes.mutationOptions({ onSuccess }))
  const form = useForm({ resolver: useFormResolver(ProveSecondFactor), defaultValues: { password: '', code: '' } })
  const { errors } = form.formState
  const submit = form.handleSubmit(async (input) => {
    try {
      if (purpose === 'renew') onDone((await renew.mutateAsync(input)).recoveryCodes)
      else {
        await turnOff.mutateAsync(input)
        onDone(null)
      }
    } catch (error) {
      form.setError(errorReason(error) === 'password' ? 'password' : 'code', { message: errorText(error) })
    }
  })
  return (
    <DialogForm
      state={form.formState}
      onSubmit={submit}
      submit={t(TEXTS[purpose].submit)}
      variant={purpose === 'turn-off' ? 'danger' : 'primary'}
    >
      <OwnPasswordField error={errors.password?.message} {...form.register('password')} />
      <CodeField error={errors.code?.message} {...form.register('code')} />
    </DialogForm>
  )
}

type ProveProps = { purpose: Purpose; open: boolean; onOpenChange: (open: boolean) => void }

/** Password and code again, before the second factor is turned off or gets new recovery codes. */
export function ProveSecondFactorDialog({ purpose, open, onOpenChange }: ProveProps) {
  const t = useTranslations('credentials')
  const [codes, setCodes] = useState<string[] | null>(null)
  function change(next: boolean) {
    if (!next) setCodes(null)
    onOpenChange(next)
  }
  function done(renewed: string[] | null) {
    if (renewed) setCodes(renewed)
    else change(false)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={codes ? t('recoveryCodes') : t(TEXTS[purpose].title)}
      description={codes ? t('codesNote') : t(TEXTS[purpose].note)}
    >
      {codes ? (
        <RecoveryCodes codes={codes} onDone={() => change(false)} />
      ) : (
        <ProveForm purpose={purpose} onDone={done} />
      )}
    </Dialog>
  )
}
