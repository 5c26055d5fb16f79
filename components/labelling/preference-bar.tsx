'use client'

import { useTranslations } from 'use-intl'
import type { ScreenPreference } from '@/lib/domain/labelling'
import styles from './answer-bar.module.css'
import { Key } from './key'
import type { Command } from './keymap'
import { MissingNote } from './missing-note'
import { StrengthControl } from './strength-control'
import { ToolButton } from './tool-button'
import { useDispatch, useWorkspace } from './workspace-context'

/** Left, tie, tie, right: one click or key each; the same again takes it back. */
export function PreferenceBar() {
  const t = useTranslations('labelling')
  const dispatch = useDispatch()
  const { preference, editable } = useWorkspace(({ answer, setup }) => ({
    preference: answer.preference,
    editable: setup.editable,
  }))
  const options: {
    value: ScreenPreference
    text: 'preferLeft' | 'tieGood' | 'tieBad' | 'preferRight'
    command: Command
  }[] = [
    { value: 'left', text: 'preferLeft', command: 'prefer-left' },
    { value: 'tie_good', text: 'tieGood', command: 'tie-good' },
    { value: 'tie_bad', text: 'tieBad', command: 'tie-bad' },
    { value: 'right', text: 'preferRight', command: 'prefer-right' },
  ]
  return (
    <div className={`${styles.anchor} ${styles.preferences}`}>
      <MissingNote of={({ rule }) => rule === 'AN1'} />
      <fieldset className={styles.preference} aria-label={t('preference')}>
        {options.map(({ value, text, command }) => (
          <ToolButton
            key={value}
            aria-pressed={preference === value}
            disabled={!editable}
            onClick={() => dispatch({ type: 'preference', preference: value })}
          >
            {t(text)} <Key of={command} />
          </ToolButton>
        ))}
      </fieldset>
      <StrengthControl />
    </div>
  )
}
