'use client'

import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { errorText } from '@/components/query'
import { Button, Dialog, Form, FormActions, TextField } from '@/components/ui'
import type { DeletionPreview } from '@/lib/contracts/http/deletion'
import { WeightList } from './weight-list'

type TypedDeleteDialogProps = {
  title: string
  text: string
  /** What to type, and what it is called. */
  word: string
  label: string
  confirm: string
  preview: { data: DeletionPreview | undefined; error: Error | null }
  busy: boolean
  onClose: () => void
  onDelete: (typed: string) => void
}

/** For large things whose deletion cannot be undone: the name must be typed. The title already contains it. */
export function TypedDeleteDialog({
  title,
  text,
  word,
  label,
  confirm,
  preview,
  busy,
  onClose,
  onDelete,
}: TypedDeleteDialogProps) {
  const t = useTranslations('deletion')
  const common = useTranslations('common')
  const [typed, setTyped] = useState('')
  const isFree = preview.data !== undefined && preview.data.holds.length === 0
  const isTyped = typed.trim() === word
  function submit(event: FormEvent) {
    event.preventDefault()
    if (isFree && isTyped) onDelete(word)
  }
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())} title={title} description={text}>
      <Form onSubmit={submit}>
        {preview.error ? <p role="alert">{errorText(preview.error)}</p> : null}
        {preview.data ? <WeightList preview={{ ...preview.data, names: [] }} total={1} /> : null}
        {preview.data || preview.error ? null : <p aria-busy="true">{t('weighing')}</p>}
        <TextField
          label={label}
          hint={t('type', { word })}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <FormActions>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" variant="danger" disabled={!isFree || !isTyped} busy={busy}>
            {confirm}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  )
}
