'use client'

import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { Key } from './key'
import styles from './note-fields.module.css'
import { ToolButton } from './tool-button'
import { useDispatch, useWorkspace } from './workspace-context'

/** How the comment field is found within its own workspace: another one may be mounted behind it. */
export const COMMENT_FIELD = 'textarea[name="comment"]'

/** A comment and a flag for whoever reviews the answer. */
export function NoteFields() {
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
        onChange={(event) => dispatch({ type: 'comment', comment: event.target.value })}
      />
      <ToolButton aria-pressed={flagged} disabled={!editable} onClick={() => dispatch({ type: 'flag' })}>
        <span aria-hidden="true">⚑</span> {t(flagged ? 'flagged' : 'flag')}
      </ToolButton>
    </section>
  )
}
