'use client'

import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui'
import styles from './label-queue.module.css'

/** A reviewer sent the answer back: what they want. */
export function ReturnedBanner({ comment }: { comment: string }) {
  const t = useTranslations('labelling.queue')
  return (
    <div className={styles.banner} data-tone="warn" role="status">
      <strong>{t('returned')}</strong>
      <span>{comment}</span>
    </div>
  )
}

export function LeaseLostBanner({ onNext }: { onNext: () => void }) {
  const t = useTranslations('labelling.queue')
  return (
    <div className={styles.banner} data-tone="bad" role="alert">
      <strong>{t('leaseLostTitle')}</strong>
      <span>{t('leaseLostText')}</span>
      <Button variant="primary" size="small" onClick={onNext}>
        {t('nextPair')}
      </Button>
    </div>
  )
}

export function ConflictBanner({ onMine, onTheirs }: { onMine: () => void; onTheirs: () => void }) {
  const t = useTranslations('labelling.queue')
  return (
    <div className={styles.banner} data-tone="bad" role="alert">
      <strong>{t('conflictTitle')}</strong>
      <span>{t('conflictText')}</span>
      <Button size="small" onClick={onMine}>
        {t('keepMine')}
      </Button>
      <Button size="small" onClick={onTheirs}>
        {t('takeTheirs')}
      </Button>
    </div>
  )
}

export function RefusedBanner({ reason, onClose }: { reason: string; onClose: () => void }) {
  const t = useTranslations('labelling.queue')
  const common = useTranslations('common')
  return (
    <div className={styles.banner} data-tone="bad" role="alert">
      <strong>{t('submitFailed', { reason })}</strong>
      <span>{t('submitKept')}</span>
      <Button size="small" onClick={onClose}>
        {common('close')}
      </Button>
    </div>
  )
}
