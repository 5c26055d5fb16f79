'use client'

import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useStore } from 'zustand'
import { CodeField, signInWithPassword } from '@/components/accounts/sign-in'
import { Button, Dialog, TextField } from '@/components/ui'
import styles from './label-queue.module.css'
import type { QueueController } from './queue-controller'

/** Who labels. */
export type LabelPerson = { id: string; name: string; email: string }

type SignInAgainProps = { queue: QueueController; user: LabelPerson; onSignedIn: () => void }

/** The session ended: the same person signs in over the screen, and everything goes on. Source: docs/spec/saving.md [SV14] */
export function SignInAgain({ queue, user, onSignedIn }: SignInAgainProps) {
  const t = useTranslations('labelling.queue')
  const accounts = useTranslations('accounts')
  const ended = useStore(queue.view, (view) => view.link === 'signed-out' && !view.signInPostponed)
  const waiting = useStore(queue.view, (view) => view.waiting)
  // The password waits here while the code of the second factor is asked for.
  const [password, setPassword] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)

  async function signIn(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const typed = password ?? fields.get('password')
    const code = fields.get('code')
    if (busy || typeof typed !== 'string' || typed === '') return
    setBusy(true)
    const result = await signInWithPassword(user.email, typed, typeof code === 'string' ? code : '')
    setBusy(false)
    const asksCode = result === 'code-needed' || (password !== null && result !== 'wrong' && result !== 'ok')
    setPassword(asksCode ? typed : null)
    setRefusal(result === 'ok' || result === 'code-needed' ? null : accounts(`signIn.${result}`))
    if (result === 'ok') onSignedIn()
  }

  return (
    <Dialog
      open={ended}
      onOpenChange={(open) => queue.postponeSignIn(!open)}
      title={t('signInTitle')}
      description={t('signInText', { count: waiting })}
    >
      <form className={styles.signIn} method="post" onSubmit={(event) => void signIn(event)} noValidate>
        {refusal && (
          <p className={styles.refusal} role="alert">
            {refusal}
          </p>
        )}
        <TextField
          label={accounts('email')}
          name="email"
          type="email"
          autoComplete="username"
          value={user.email}
          readOnly
          tabIndex={-1}
        />
        {password === null ? (
          <TextField
            label={accounts('password')}
            name="password"
            type="password"
            autoComplete="current-password"
            autoFocus
          />
        ) : (
          <CodeField name="code" autoFocus />
        )}
        <Button type="submit" variant="primary" busy={busy}>
          {accounts('signIn.submit')}
        </Button>
      </form>
    </Dialog>
  )
}
