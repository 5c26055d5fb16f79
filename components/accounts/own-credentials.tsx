'use client'

import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { Badge, Button, ErrorState, Section, Skeleton } from '@/components/ui'
import { ChangeEmailDialog } from './change-email-dialog'
import { ChangePasswordDialog } from './change-password-dialog'
import styles from './credentials.module.css'
import { ProveSecondFactorDialog } from './prove-second-factor-dialog'
import { SetUpSecondFactorDialog } from './set-up-second-factor-dialog'

type Open = 'email' | 'password' | 'set-up' | 'turn-off' | 'renew' | null

function Line({ label, value, children }: { label: string; value: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.line}>
      <dt>{label}</dt>
      <dd>{value}</dd>
      <dd className={styles.lineActions}>{children}</dd>
    </div>
  )
}

function SecondFactorLine({ onOpen }: { onOpen: (open: Open) => void }) {
  const t = useTranslations('credentials')
  const common = useTranslations('common')
  const factor = useQuery(orpc.accounts.getSecondFactor.queryOptions())
  if (factor.isPending) return <Skeleton height={40} label={common('loading')} />
  if (!factor.data) {
    const retry = <Button onClick={() => factor.refetch()}>{common('retry')}</Button>
    return <ErrorState title={common('failedTitle')} text={errorText(factor.error)} action={retry} />
  }
  const { on, required, recoveryCodesLeft } = factor.data
  const note = on ? t('codesLeft', { count: recoveryCodesLeft }) : required ? t('factorRequired') : t('factorOffNote')
  const value = (
    <span className={styles.factor}>
      <Badge tone={on ? 'good' : required ? 'warn' : 'plain'}>{on ? t('on') : t('off')}</Badge>
      <span className={styles.note}>{note}</span>
    </span>
  )
  return (
    <Line label={t('secondFactor')} value={value}>
      {on ? (
        <>
          <Button onClick={() => onOpen('renew')}>{t('renewCodes')}</Button>
          <Button onClick={() => onOpen('turn-off')}>{t('turnOff')}</Button>
        </>
      ) : (
        <Button variant={required ? 'primary' : 'plain'} onClick={() => onOpen('set-up')}>
          {t('setUp')}
        </Button>
      )}
    </Line>
  )
}

/** How the reader signs in: address, password, second factor. */
export function OwnCredentials({ email }: { email: string }) {
  const t = useTranslations('credentials')
  const accounts = useTranslations('accounts')
  const [open, setOpen] = useState<Open>(null)
  const close = (isOpen: boolean) => setOpen((before) => (isOpen ? before : null))
  return (
    <Section title={t('title')} note={t('titleNote')}>
      <dl className={styles.lines}>
        <Line label={accounts('email')} value={email}>
          <Button onClick={() => setOpen('email')}>{t('changeEmail')}</Button>
        </Line>
        <Line label={accounts('password')} value={<span aria-hidden="true">••••••••••••</span>}>
          <Button onClick={() => setOpen('password')}>{t('changePassword')}</Button>
        </Line>
        <SecondFactorLine onOpen={setOpen} />
      </dl>
      <ChangeEmailDialog open={open === 'email'} onOpenChange={close} />
      <ChangePasswordDialog email={email} open={open === 'password'} onOpenChange={close} />
      <SetUpSecondFactorDialog open={open === 'set-up'} onOpenChange={close} />
      <ProveSecondFactorDialog purpose="turn-off" open={open === 'turn-off'} onOpenChange={close} />
      <ProveSecondFactorDialog purpose="renew" open={open === 'renew'} onOpenChange={close} />
    </Section>
  )
}
