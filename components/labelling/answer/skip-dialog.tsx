'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button, Dialog, Kbd, TextArea } from '@/components/ui'
import styles from './skip-dialog.module.css'

const REASONS = ['unclear', 'broken', 'offensive', 'mismatch'] as const

type SkipDialogProps = { open: boolean; onOpenChange: (open: boolean) => void; onSkip: (reason: string) => void }

/** Skipping needs a reason: one of the usual ones by number, or one's own words. */
export function SkipDialog({ open, onOpenChange, onSkip }: SkipDialogProps) {
  const t = useTranslations('labelling')
  const [words, setWords] = useState('')
  const [tried, setTried] = useState(false)

  function skip(reason: string): void {
    if (reason.trim() === '') {
      setTried(true)
      return
    }
    onOpenChange(false)
    setWords('')
    setTried(false)
    onSkip(reason.trim())
  }

  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('skipTitle')} description={t('skipDescription')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          skip(words)
        }}
        onKeyDown={(event) => {
          const reason = event.target instanceof HTMLTextAreaElement ? undefined : REASONS[Number(event.key) - 1]
          if (reason) skip(t(`skipReasons.${reason}`))
        }}
      >
        <div className={styles.reasons}>
          {REASONS.map((reason, at) => (
            <Button
              key={reason}
              autoFocus={at === 0}
              className={styles.reason}
              onClick={() => skip(t(`skipReasons.${reason}`))}
            >
              <Kbd>{at + 1}</Kbd> {t(`skipReasons.${reason}`)}
            </Button>
          ))}
        </div>
        <TextArea
          label={t('skipOther')}
          maxLength={500}
          value={words}
          error={tried && words.trim() === '' ? t('skipNeedsReason') : undefined}
          onChange={(event) => setWords(event.target.value)}
        />
        <footer className={styles.footer}>
          <Button onClick={() => onOpenChange(false)}>{t('cancel')}</Button>
          <Button variant="primary" type="submit">
            {t('skipConfirm')}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
