'use client'

import { useTranslations } from 'use-intl'
import styles from './answer-bar.module.css'
import { modelVisible, unwatched, watchProgress } from './store'
import { useWorkspace } from './workspace-context'

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
