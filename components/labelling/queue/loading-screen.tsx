'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import styles from './label-queue.module.css'

/** The screen's own outline while a pair is on its way, so that nothing jumps when it comes. */
export function LoadingScreen({ trail }: { trail: ReactNode }) {
  const t = useTranslations('labelling.queue')
  return (
    <div className={styles.skeleton} role="status" aria-label={t('loading')}>
      <header>{trail}</header>
      <div className={styles.skeletonPanels}>
        <i />
        <i />
      </div>
      <footer />
    </div>
  )
}
