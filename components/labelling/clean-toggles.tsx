'use client'

import { useTranslations } from 'use-intl'
import type { ScreenSide } from '@/lib/domain/labelling'
import styles from './answer-bar.module.css'
import { CommandButton } from './commands'
import { MissingNote } from './missing-note'
import { cleanScope, isClean } from './store'
import { useWorkspace } from './workspace-context'

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
