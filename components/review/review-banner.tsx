'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Button, Time } from '@/components/ui'
import styles from './review-screen.module.css'
import type { AnnotationDetail } from './use-shown-id'

type Tone = 'plain' | 'good' | 'warn' | 'bad'

function Banner({ tone, title, children }: { tone: Tone; title: string; children?: ReactNode }) {
  return (
    <div className={styles.banner} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <strong>{title}</strong>
      {children}
    </div>
  )
}

const TONES = { accept: 'good', correct: 'warn', return: 'warn' } as const

type ReviewBannerProps = {
  annotation: AnnotationDetail
  editing: boolean
  /** Why the verdict came too late. */
  conflict: string | null
  onNext: (() => void) | undefined
}

/** What a reviewer should know before judging: whose answer, its author's comment, who has already judged it. */
export function ReviewBanner({ annotation, editing, conflict, onNext }: ReviewBannerProps) {
  const t = useTranslations('review')
  const { author, authorSawGenerators, comment, flagged, own, reviewed } = annotation
  return (
    <>
      {conflict ? (
        <Banner tone="bad" title={t('meanwhileTitle')}>
          <span>{conflict}</span>
          {onNext ? (
            <Button size="small" onClick={onNext}>
              {t('goOn')}
            </Button>
          ) : null}
        </Banner>
      ) : null}
      {reviewed ? (
        <Banner
          tone={TONES[reviewed.verdict]}
          title={t(`reviewedTitle.${reviewed.verdict}`, { reviewer: reviewed.reviewer })}
        >
          <Time iso={reviewed.createdAt} />
          {reviewed.comment ? <q>{reviewed.comment}</q> : null}
        </Banner>
      ) : null}
      {authorSawGenerators ? (
        <Banner tone="plain" title={t('sawGenerators')}>
          <span>{t('sawGeneratorsBy', { author })}</span>
        </Banner>
      ) : null}
      {own && !reviewed ? (
        <Banner tone="plain" title={t('ownTitle')}>
          <span>{t('ownText')}</span>
        </Banner>
      ) : null}
      {editing ? (
        <Banner tone="warn" title={t('editing')}>
          <span>{t('editingText', { author })}</span>
        </Banner>
      ) : null}
      {flagged || comment ? (
        <Banner tone={flagged ? 'warn' : 'plain'} title={t(flagged ? 'flaggedBy' : 'comment', { author })}>
          {comment ? <q>{comment}</q> : null}
        </Banner>
      ) : null}
    </>
  )
}
