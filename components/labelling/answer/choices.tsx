'use client'

import { useTranslations } from 'use-intl'
import type { ScreenPreference, ScreenSide, Strength } from '@/lib/domain/labelling'
import { CommandButton, type CommandId, Key, ToolButton } from '../commands'
import { cleanScope, isClean, prefersSide } from '../store'
import { useDispatch, useWorkspace } from '../store/workspace-context'
import styles from './answer-bar.module.css'
import { MissingNote } from './notes'

const OPTIONS: readonly { value: ScreenPreference; command: CommandId }[] = [
  { value: 'left', command: 'prefer-left' },
  { value: 'tie_good', command: 'tie-good' },
  { value: 'tie_bad', command: 'tie-bad' },
  { value: 'right', command: 'prefer-right' },
]

/** Left, tie, tie, right: one click or key each; the same again takes it back. */
export function PreferenceBar() {
  const t = useTranslations('labelling')
  const preference = useWorkspace(({ answer }) => answer.preference)
  return (
    <div className={`${styles.anchor} ${styles.preferences}`}>
      <MissingNote of={({ rule }) => rule === 'AN1'} />
      <fieldset className={styles.preference} aria-label={t('preference')}>
        {OPTIONS.map(({ value, command }) => (
          <CommandButton key={value} of={command} aria-pressed={preference === value} />
        ))}
      </fieldset>
      <StrengthControl />
    </div>
  )
}

/** "No distortion", said of each side explicitly. */
export function CleanToggles() {
  const t = useTranslations('labelling')
  return (
    <fieldset className={`${styles.anchor} ${styles.clean}`} aria-label={t('clean')}>
      <MissingNote of={({ rule }) => rule === 'AN3' || rule === 'AN9'} align="start" />
      <CleanToggle side="left" />
      <CleanToggle side="right" />
    </fieldset>
  )
}

function CleanToggle({ side }: { side: ScreenSide }) {
  const clean = useWorkspace((state) => isClean(state.answer, side, cleanScope(state, side)))
  return (
    <CommandButton of={`clean-${side}`} className={styles.toggle} aria-pressed={clean}>
      <i aria-hidden="true">{clean ? '✓' : ''}</i>
    </CommandButton>
  )
}

const STRENGTHS: readonly Strength[] = ['slight', 'strong']

/** How much better the preferred side is; optional, and there only while a side is preferred. */
function StrengthControl() {
  const t = useTranslations('labelling')
  const dispatch = useDispatch()
  const { strength, shown, editable } = useWorkspace(({ answer, setup }) => ({
    strength: answer.strength,
    shown: prefersSide(answer),
    editable: setup.editable,
  }))
  // To a reader, what was not said is only in the way.
  if (!editable && strength === null) return null
  return (
    <fieldset className={styles.strength} aria-label={t('strength')} data-idle={!shown || undefined}>
      {STRENGTHS.map((value) => (
        <ToolButton
          key={value}
          aria-pressed={strength === value}
          disabled={!editable}
          onClick={() => dispatch({ type: 'strength', strength: strength === value ? null : value })}
        >
          {t(value)}
        </ToolButton>
      ))}
      <Key of="strength" />
    </fieldset>
  )
}
