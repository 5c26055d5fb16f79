'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui'
import { DeleteDialog, type ToDelete } from './delete-dialog'

/** Asks before anything goes: the dialog says what is taken along and what holds it. */
export function DeleteButton({
  label,
  size,
  onDeleted,
  ...what
}: ToDelete & { label?: string; size?: 'small' | 'base'; onDeleted?: () => void }) {
  const t = useTranslations('deletion')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="danger" {...(size ? { size } : {})} onClick={() => setOpen(true)}>
        {label ?? t('delete')}
      </Button>
      {open ? <DeleteDialog {...what} onClose={() => setOpen(false)} {...(onDeleted ? { onDeleted } : {})} /> : null}
    </>
  )
}
