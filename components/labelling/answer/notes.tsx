'use client'

import { useTranslations } from 'use-intl'
import { Kbd } from '@/components/ui'
import type { AnswerProblem } from '@/lib/domain/labelling'
import { CommandButton, Key, ToolButton, useKeyLabel } from '../commands'
import { barriers, modelVisible, unwatched, watchProgress } from '../store'
import { useWorkspace } from '../store/workspace-context'
import styles from './answer-bar.module.css'

type Props = { of: (problem: AnswerProblem) => boolean; align?: 'start' | 'center' | 'end' }

/** What is missing, next to the control that gives it; shown once submitting was tried, gone as soon as it is there. */
export function MissingNote({ of, align = 'center' }: Props) {
  const t = useTranslations('labelling')
  const messages = useWorkspace((state) =>
    state.attempted
      ? barriers(state)
          .filter(of)
          .map(({ message }) => message)
      : [],
  )
  if (messages.length === 0) return null
  return (
    <div className={styles.missing} data-align={align} role="alert">
      <strong>{t('stillMissing')}</strong>
      {messages.slice(0, 3).map((message) => (
        <p key={message}>{message}</p>
      ))}
    </div>
  )
}

/** How much of both clips was on screen, as long as that keeps the answer from being submitted. */
export function WatchNote() {
  const t = useTranslations('labelling')
  const { left, right, suspects } = useWorkspace((state) => {
    if (state.player.still || unwatched(state).length === 0) return { left: null, right: null, suspects: 0 }
    const progress = watchProgress(state)
    return {
      left: progress.left.percent,
      right: progress.right.percent,
      suspects: modelVisible(state) ? progress.left.suspects + progress.right.suspects : 0,
    }
  })
  if (left === null) return null
  return (
    <span className={styles.watch} data-testid="watched">
      {t('watched', { left, right, suspects })}
    </span>
  )
}

/** Asks once about what the author of an answer may not have meant; Enter sends it as it is. */
export function HintNote({ onSubmit }: { onSubmit: () => void }) {
  const t = useTranslations('labelling')
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
        <CommandButton
          of="escape"
          icon={
            <>
              {t('back')} <Key of="escape" />
            </>
          }
        />
      </div>
    </div>
  )
}
