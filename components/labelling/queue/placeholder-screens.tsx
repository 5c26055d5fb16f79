'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Button, ButtonLink, EmptyState } from '@/components/ui'
import styles from './label-queue.module.css'
import type { LabelProject } from './trail'

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

type OtherTabProps = {
  project: LabelProject
  /** The other tab took over from this one, rather than having been there first. */
  took: boolean
  onHere: () => void
}

/** Two tabs must not answer for one person at once: one of them waits here. */
export function OtherTabScreen({ project, took, onHere }: OtherTabProps) {
  const t = useTranslations('labelling.queue')
  return (
    <div className={styles.middle}>
      <EmptyState
        title={t(took ? 'tabTookTitle' : 'tabTitle')}
        action={
          <div className={styles.choices}>
            <Button variant="primary" autoFocus onClick={onHere}>
              {t('labelHere')}
            </Button>
            <ButtonLink href={`/p/${project.slug}`}>{t('leaveThere')}</ButtonLink>
          </div>
        }
      >
        {t(took ? 'tabTookText' : 'tabText')}
      </EmptyState>
    </div>
  )
}
