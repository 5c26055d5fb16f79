'use client'

import { useTranslations } from 'use-intl'
import type { Side } from '@/lib/domain/labelling'
import styles from './answer-bar.module.css'
import { Key } from './key'
import { MissingNote } from './missing-note'
import { cleanScope, isClean, otherSide } from './store'
import { ToolButton } from './tool-button'
import { useDispatch, useWorkspace } from './workspace-context'

/** "No distortion", said of each side explicitly. */
export function CleanToggles() {
  const t = useTranslations('labelling')
  const leftSide = useWorkspace(({ setup }) => setup.leftSide)
  return (
    <fieldset className={`${styles.anchor} ${styles.clean}`} aria-label={t('clean')}>
      <MissingNote of={({ rule }) => rule === 'AN3' || rule === 'AN9'} align="start" />
      <CleanToggle side={leftSide} left />
      <CleanToggle side={otherSide(leftSide)} left={false} />
    </fieldset>
  )
}

function CleanToggle({ side, left }: { side: Side; left: boolean }) {
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
      {t(left ? 'leftClean' : 'rightClean')} <Key of={left ? 'clean-left' : 'clean-right'} />
    </ToolButton>
  )
}
