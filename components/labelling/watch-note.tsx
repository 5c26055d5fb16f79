'use client'

import { useTranslations } from 'use-intl'
import styles from './answer-bar.module.css'
import { modelVisible, otherSide, unwatched, watchProgress } from './store'
import { useWorkspace } from './workspace-context'

/** How much of both clips was on screen, as long as that keeps the answer from being submitted. */
export function WatchNote() {
  const t = useTranslations('labelling')
  const { left, right, suspects } = useWorkspace((state) => {
    if (state.player.still || unwatched(state).length === 0) return { left: null, right: null, suspects: 0 }
    const { leftSide } = state.setup
    const progress = watchProgress(state)
    return {
      left: progress[leftSide].percent,
      right: progress[otherSide(leftSide)].percent,
      suspects: modelVisible(state) ? progress.A.suspects + progress.B.suspects : 0,
    }
  })
  if (left === null) return null
  return (
    <span className={styles.watch} data-testid="watched">
      {t('watched', { left, right, suspects })}
    </span>
  )
}
