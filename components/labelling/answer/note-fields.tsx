'use client'

import { type KeyboardEvent, useId } from 'react'
import { useTranslations } from 'use-intl'
import { CommandButton, Key } from '../commands'
import { useDispatch, useWorkspace } from '../store/workspace-context'
import styles from './note-fields.module.css'

/** How the comment field is found within its own workspace: another one may be mounted behind it. */
export const COMMENT_FIELD = 'textarea[name="comment"]'

/** Out of the field without a mouse: Escape leaves it, Ctrl Enter submits from within. */
function leave(event: KeyboardEvent<HTMLTextAreaElement>, onSubmit: (() => void) | undefined): void {
  if (event.nativeEvent.isComposing) return
  const submits = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
  if (event.key !== 'Escape' && !submits) return
  event.preventDefault()
  event.currentTarget.blur()
  if (submits && !event.repeat) onSubmit?.()
}

/** A comment and a flag for whoever reviews the answer. */
export function NoteFields({ onSubmit }: { onSubmit: (() => void) | undefined }) {
  const t = useTranslations('labelling')
  const dispatch = useDispatch()
  const id = useId()
  const { comment, flagged, editable } = useWorkspace(({ answer, setup }) => ({
    comment: answer.comment,
    flagged: answer.flagged,
    editable: setup.editable,
  }))
  if (!editable && !comment && !flagged) return null
  return (
    <section className={styles.notes}>
      <label htmlFor={id}>
        {t('comment')} {editable && <Key of="comment" />}
      </label>
      <textarea
        id={id}
        name="comment"
        rows={2}
        maxLength={2000}
        value={comment}
        readOnly={!editable}
        placeholder={editable ? t('commentHint') : ''}
        onKeyDown={(event) => leave(event, onSubmit)}
        onChange={(event) => dispatch({ type: 'comment', comment: event.target.value })}
      />
      <CommandButton
        of="flag"
        aria-pressed={flagged}
        icon={
          <>
            <span aria-hidden="true">⚑</span> {t(flagged ? 'flagged' : 'flag')}
          </>
        }
      />
    </section>
  )
}
