'use client'

import { useTranslations } from 'use-intl'
import { Key } from './key'
import styles from './note-fields.module.css'
import { ToolButton } from './tool-button'
import { useDispatch, useWorkspace } from './workspace-context'

export const COMMENT_ID = 'pair-comment'

/** A comment and a flag for whoever reviews the answer. */
export function NoteFields() {
  const t = useTranslations('labelling')
  const dispatch = useDispatch()
  const { comment, flagged, editable } = useWorkspace(({ answer, setup }) => ({
    comment: answer.comment,
    flagged: answer.flagged,
    editable: setup.editable,
  }))
  if (!editable && !comment && !flagged) return null
  return (
    <section className={styles.notes}>
      <label htmlFor={COMMENT_ID}>
        {t('comment')} {editable && <Key of="comment" />}
      </label>
      <textarea
        id={COMMENT_ID}
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
