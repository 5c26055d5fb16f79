'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { Button, CopyField, Dialog, FormActions, FormError, Stack } from '@/components/ui'

export type ResetPerson = { userId: string; name: string }

function MakeLink({ person }: { person: ResetPerson }) {
  const t = useTranslations('credentials')
  const make = useMutation(orpc.accounts.createResetLink.mutationOptions())
  if (make.data) return <CopyField label={t('resetLink')} value={globalThis.location.origin + make.data.link} />
  return (
    <Stack>
      <FormError>{make.error ? errorText(make.error) : null}</FormError>
      <FormActions>
        <Button variant="primary" busy={make.isPending} onClick={() => make.mutate({ userId: person.userId })}>
          {t('makeResetLink')}
        </Button>
      </FormActions>
    </Stack>
  )
}

/** Makes a link with which a person sets a new password, and shows it once. `person` null: closed. */
export function ResetLinkDialog({ person, onClose }: { person: ResetPerson | null; onClose: () => void }) {
  const t = useTranslations('credentials')
  return (
    <Dialog
      open={person !== null}
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t('resetLinkOf', { name: person?.name ?? '' })}
      description={t('resetLinkNote')}
    >
      {person ? <MakeLink person={person} /> : null}
    </Dialog>
  )
}

/** For the row of another person in a table; people change their own password under Account. */
export function ResetLinkButton(person: ResetPerson) {
  const t = useTranslations('credentials')
  const [isOpen, setOpen] = useState(false)
  const me = useQuery(orpc.accounts.me.queryOptions())
  if (!me.data || me.data.user.id === person.userId) return null
  return (
    <>
      <Button size="small" aria-label={t('resetOf', { name: person.name })} onClick={() => setOpen(true)}>
        {t('resetLink')}
      </Button>
      <ResetLinkDialog person={isOpen ? person : null} onClose={() => setOpen(false)} />
    </>
  )
}
