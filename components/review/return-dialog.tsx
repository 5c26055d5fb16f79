'use client'

import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button, Dialog, Form, FormActions, TextArea } from '@/components/ui'

type ReturnFormProps = { busy: boolean; onCancel: () => void; onReturn: (comment: string) => void }

function ReturnForm({ busy, onCancel, onReturn }: ReturnFormProps) {
  const t = useTranslations('review')
  const common = useTranslations('common')
  const [comment, setComment] = useState('')
  const [tried, setTried] = useState(false)
  function submit(event?: FormEvent): void {
    event?.preventDefault()
    setTried(true)
    if (comment.trim()) onReturn(comment.trim())
  }
  function press(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
  }
  return (
    <Form onSubmit={submit}>
      <TextArea
        label={t('returnComment')}
        hint={t('returnKeys')}
        error={tried && !comment.trim() ? t('returnNeeds') : undefined}
        rows={4}
        maxLength={2000}
        value={comment}
        onChange={(event) => setComment(event.target.value)}
        onKeyDown={press}
      />
      <FormActions>
        <Button onClick={onCancel}>{common('cancel')}</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {t('returnSubmit')}
        </Button>
      </FormActions>
    </Form>
  )
}

type ReturnDialogProps = {
  open: boolean
  author: string
  busy: boolean
  onOpenChange: (open: boolean) => void
  onReturn: (comment: string) => void
}

/** Asks for the comment that goes back with the answer. */
export function ReturnDialog({ open, author, busy, onOpenChange, onReturn }: ReturnDialogProps) {
  const t = useTranslations('review')
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('returnTitle', { author })} description={t('returnNote')}>
      <ReturnForm busy={busy} onCancel={() => onOpenChange(false)} onReturn={onReturn} />
    </Dialog>
  )
}
