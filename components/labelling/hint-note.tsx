'use client'

import { useTranslations } from 'use-intl'
import { Kbd } from '@/components/ui'
import styles from './answer-bar.module.css'
import { useKeyLabel } from './commands'
import { ToolButton } from './tool-button'
import { useDispatch, useWorkspace } from './workspace-context'

/** Asks once about what the author of an answer may not have meant; Enter sends it as it is. */
export function HintNote({ onSubmit }: { onSubmit: () => void }) {
  const t = useTranslations('labelling')
  const dispatch = useDispatch()
  const submitKey = useKeyLabel('submit')
  const { hint, side } = useWorkspace((state) => ({
    hint: state.hint,
    side: state.hint && 'side' in state.hint ? state.hint.side : 'left',
  }))
  if (!hint) return null
  return (
    <div className={styles.missing} data-align="end" role="alert">
      <strong>{t('hintTitle')}</strong>
      <p>{t(`hint.${hint.code}`, { ...hint, side })}</p>
      <div className={styles.hintActions}>
        <ToolButton onClick={onSubmit}>
          {t('submitAnyway')} <Kbd>{submitKey}</Kbd>
        </ToolButton>
        <ToolButton onClick={() => dispatch({ type: 'escape' })}>
          {t('back')} <Kbd>Esc</Kbd>
        </ToolButton>
      </div>
    </div>
  )
}
