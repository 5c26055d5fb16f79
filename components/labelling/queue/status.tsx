'use client'

import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import { ToolButton } from '../commands'
import styles from './label-queue.module.css'
import type { QueueController } from './queue-controller'
import type { SaveState } from './queue-view'
import { ThemeButton } from './theme-button'

/** Whether the work is safe, how long it took so far, and light or dark. */
export function QueueStatus({ queue, onTheme }: { queue: QueueController; onTheme: () => void }) {
  const t = useTranslations('labelling.queue')
  const { status, reason, waiting, assignmentId } = useStore(
    queue.view,
    useShallow(({ save, waiting, screen }) => ({
      status: save.status,
      reason: save.status === 'refused' ? save.reason : '',
      waiting,
      assignmentId: screen?.assignment.id ?? '',
    })),
  )
  return (
    <>
      <SaveBadge status={status} reason={reason} waiting={waiting} />
      {status === 'signed-out' && <ToolButton onClick={() => queue.postponeSignIn(false)}>{t('signInNow')}</ToolButton>}
      <ActiveTimer key={assignmentId} activeMs={() => queue.activeMs(assignmentId)} />
      <ThemeButton onClick={onTheme} />
    </>
  )
}

const TONES = {
  saved: 'good',
  saving: 'plain',
  unsaved: 'plain',
  offline: 'warn',
  full: 'warn',
  'signed-out': 'warn',
  refused: 'bad',
  conflict: 'bad',
  'lease-lost': 'bad',
} as const

type SaveBadgeProps = {
  status: SaveState['status']
  /** Why a draft was refused. */
  reason: string
  /** Answers that only this computer has. */
  waiting: number
}

/** Whether the work is safe, in a word; read out when it stops or starts being so. */
function SaveBadge({ status, reason, waiting }: SaveBadgeProps) {
  const t = useTranslations('labelling')
  const text = {
    saved: t('saved'),
    saving: t('saving'),
    unsaved: t('saving'),
    offline: t('queue.offlineBadge', { count: waiting }),
    full: t('queue.fullBadge', { count: waiting }),
    'signed-out': t('queue.signedOut', { count: waiting }),
    refused: t('saveFailed', { reason }),
    conflict: t('unsaved'),
    'lease-lost': t('unsaved'),
  }[status]
  const detail = status === 'offline' ? t('offline') : status === 'full' ? t('serverFull') : text
  const trouble = TONES[status] === 'warn' || TONES[status] === 'bad'
  return (
    <span
      className={styles.save}
      data-tone={TONES[status]}
      data-testid="save-state"
      data-status={status}
      title={detail}
    >
      <span className={styles.saveText}>{text}</span>
      <span className="visually-hidden" aria-live="polite">
        {trouble ? detail : ''}
      </span>
    </span>
  )
}

/** Active time on this pair, minutes and seconds. */
function ActiveTimer({ activeMs }: { activeMs: () => number }) {
  const t = useTranslations('labelling')
  const [shown, setShown] = useState(activeMs)
  useEffect(() => {
    const timer = setInterval(() => setShown(activeMs()), 1000)
    return () => clearInterval(timer)
  })
  const seconds = Math.floor(shown / 1000)
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return <span className={styles.timer}>{t('active', { time })}</span>
}
