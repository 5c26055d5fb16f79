'use client'

import { useTranslations } from 'use-intl'
import type { ScreenPreference } from '@/lib/domain/labelling'
import styles from './answer-bar.module.css'
import { CommandButton, type CommandId } from './commands'
import { MissingNote } from './missing-note'
import { StrengthControl } from './strength-control'
import { useWorkspace } from './workspace-context'

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
