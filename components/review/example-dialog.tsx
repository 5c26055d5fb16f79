'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { selectedMark, ToolButton, useWorkspace } from '@/components/labelling'
import { FrameCrop } from '@/components/player'
import { errorText, orpc, useAfterWrite } from '@/components/query'
import { Button, Dialog, Form, FormActions, FormError, Kbd, SelectField, TextField } from '@/components/ui'
import type { ScreenMark } from '@/lib/domain/labelling'
import styles from './review-screen.module.css'
import { REVIEW_KEYS } from './verdict-keys'

/** A mark whose box can be shown to others. */
export type BoxedMark = ScreenMark & { box: NonNullable<ScreenMark['box']> }

export function hasBox(mark: ScreenMark | null): mark is BoxedMark {
  return mark !== null && mark.box !== null
}

type ExampleButtonProps = { withKey: boolean; onExample: (mark: BoxedMark) => void }

/** Offers the selected mark's box as an example picture; must be inside the workspace. */
export function ExampleButton({ withKey, onExample }: ExampleButtonProps) {
  const t = useTranslations('review')
  const mark = useWorkspace(selectedMark)
  if (!hasBox(mark)) return null
  return (
    <ToolButton className={styles.move} onClick={() => onExample(mark)}>
      {t('example.make')} {withKey ? <Kbd>{REVIEW_KEYS.example}</Kbd> : null}
    </ToolButton>
  )
}

export type ExampleDraft = { mark: BoxedMark; videoId: string; labelName: string }

type ExampleFormProps = { projectId: string; draft: ExampleDraft; onDone: () => void }

const KINDS = ['positive', 'negative'] as const
const LONGEST_NOTE = 300

function ExampleForm({ projectId, draft: { mark, videoId, labelName }, onDone }: ExampleFormProps) {
  const t = useTranslations('review')
  const common = useTranslations('common')
  const [kind, setKind] = useState<(typeof KINDS)[number]>('positive')
  const [note, setNote] = useState('')
  const { labelKey, frameIndex, box } = mark
  const { onSuccess } = useAfterWrite(orpc.labelling.listExamples.key(), t('example.added'))
  const add = useMutation(
    orpc.labelling.addExample.mutationOptions({
      onSuccess: async () => {
        await onSuccess()
        onDone()
      },
    }),
  )
  function submit(event: FormEvent): void {
    event.preventDefault()
    add.mutate({ projectId, labelKey, kind, videoId, frameIndex, box, note })
  }
  return (
    <Form onSubmit={submit}>
      <FrameCrop
        videoId={videoId}
        frameIndex={frameIndex}
        box={box}
        alt={t('example.alt', { label: labelName, frameIndex })}
      />
      <SelectField
        label={t('example.kind')}
        value={kind}
        onChange={({ target }) => setKind(KINDS.find((option) => option === target.value) ?? kind)}
      >
        {KINDS.map((option) => (
          <option key={option} value={option}>
            {t(`example.kinds.${option}`, { label: labelName })}
          </option>
        ))}
      </SelectField>
      <TextField
        label={t('example.note')}
        hint={t('example.noteHint')}
        maxLength={LONGEST_NOTE}
        value={note}
        onChange={({ target }) => setNote(target.value)}
      />
      <FormError>{add.error ? errorText(add.error) : null}</FormError>
      <FormActions>
        <Button onClick={onDone}>{common('cancel')}</Button>
        <Button type="submit" variant="primary" busy={add.isPending}>
          {t('example.add')}
        </Button>
      </FormActions>
    </Form>
  )
}

type ExampleDialogProps = { projectId: string; draft: ExampleDraft | null; onClose: () => void }

/** Puts the box of a mark into the guidelines, as an example of its label or of what the label is not. */
export function ExampleDialog({ projectId, draft, onClose }: ExampleDialogProps) {
  const t = useTranslations('review')
  return (
    <Dialog
      open={draft !== null}
      onOpenChange={(open) => open || onClose()}
      title={t('example.title', { label: draft?.labelName ?? '' })}
      description={t('example.text')}
    >
      {draft ? <ExampleForm projectId={projectId} draft={draft} onDone={onClose} /> : null}
    </Dialog>
  )
}
