'use client'

import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { signInWithPassword } from '@/components/accounts/sign-in'
import { Button, Dialog, TextField } from '@/components/ui'
import type { LabelDesk } from './label-desk'
import styles from './label-queue.module.css'
import type { LabelPerson } from './label-who'
import { useDesk } from './use-desk'

type SignInAgainProps = { desk: LabelDesk; user: LabelPerson; onSignedIn: () => void }

/** The session ended: the same person signs in over the screen, and everything goes on. Source: docs/spec/saving.md [SV14] */
export function SignInAgain({ desk, user, onSignedIn }: SignInAgainProps) {
  const t = useTranslations('labelling.queue')
  const accounts = useTranslations('accounts')
  const ended = useDesk(desk, (view) => view.link === 'signed-out' && !view.signInPutAway)
  const waiting = useDesk(desk, (view) => view.waiting)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)

  async function signIn(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const password = new FormData(event.currentTarget).get('password')
    if (busy || typeof password !== 'string' || password === '') return
    setBusy(true)
    const result = await signInWithPassword(user.email, password)
    setBusy(false)
    setRefusal(result === 'ok' ? null : accounts(`signIn.${result}`))
    if (result === 'ok') onSignedIn()
  }

  return (
    <Dialog
      open={ended}
      onOpenChange={(open) => desk.putSignInAway(!open)}
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
        <TextField
          label={accounts('password')}
          name="password"
          type="password"
          autoComplete="current-password"
          autoFocus
        />
        <Button type="submit" variant="primary" busy={busy}>
          {accounts('signIn.submit')}
        </Button>
      </form>
    </Dialog>
  )
}
