'use client'

import { useTranslations } from 'use-intl'
import { Badge, Progress } from '@/components/ui'
import type { ReleaseView } from '@/lib/contracts/http/exports'
import styles from './release.module.css'

const TONES = { building: 'accent', ready: 'good', failed: 'bad', deleting: 'warn' } as const

export function ReleaseState({ release: { state, progress, number } }: { release: ReleaseView }) {
  const t = useTranslations('releases')
  return (
    <span className={styles.state}>
      <Badge tone={TONES[state]}>{t(`states.${state}`)}</Badge>
      {state === 'building' ? <Progress value={progress} label={t('progress', { number })} /> : null}
    </span>
  )
}
