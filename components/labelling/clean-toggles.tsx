'use client'

import { useTranslations } from 'use-intl'
import type { ScreenSide } from '@/lib/domain/labelling'
import styles from './answer-bar.module.css'
import { Key } from './key'
import { MissingNote } from './missing-note'
import { cleanScope, isClean } from './store'
import { ToolButton } from './tool-button'
import { useDispatch, useWorkspace } from './workspace-context'

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
  const t = useTranslations('labelling')
  const dispatch = useDispatch()
  const { clean, editable } = useWorkspace((state) => ({
    clean: isClean(state.answer, side, cleanScope(state, side)),
    editable: state.setup.editable,
  }))
  return (
    <ToolButton
      className={styles.toggle}
      aria-pressed={clean}
      disabled={!editable}
      onClick={() => dispatch({ type: 'clean', side })}
    >
      <i aria-hidden="true">{clean ? '✓' : ''}</i>
      {t(`${side}Clean`)} <Key of={`clean-${side}`} />
    </ToolButton>
  )
}
