'use client'

import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useStore } from 'zustand'
import { Button } from '@/components/ui'
import { Key, KeysProvider, keyName, useKeys } from '../commands'
import styles from './label-queue.module.css'
import type { QueueController } from './queue-controller'

/** How long the offer stands in the place of the figures, ms; its key works on. */
const SHOWN_MS = 8000

/** The figures of the queue, and for a while after an answer the offer to take it back, in the same place. */
export function TakeBackNote({ queue, children }: { queue: QueueController; children: ReactNode }) {
  const t = useTranslations('labelling.queue')
  const state = useStore(queue.view, (view) => view.takeBack)
  const screen = useStore(queue.view, (view) => view.screen?.key ?? null)
  const [faded, setFaded] = useState<string | null>(null)
  useEffect(() => {
    if (state !== 'possible') return
    const timer = setTimeout(() => setFaded(screen), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [state, screen])
  useEffect(() => {
    if (state !== 'too-late') return
    const timer = setTimeout(() => queue.closeTakeBack(), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [state, queue])
  const offered = state === 'possible' && faded !== screen
  return (
    <span className={styles.figures} data-note={offered || undefined}>
      {offered && (
        <>
          {t('submitted')}{' '}
          <button type="button" className={styles.takeBack} onClick={() => queue.takeBack()}>
            {t('takeBack')} <Key of="undo-submit" />
          </button>
        </>
      )}
      {state === 'under-way' && t('takingBack')}
      {state === 'too-late' && <span className={styles.tooLate}>{t('tooLate')}</span>}
      {(state === 'none' || (state === 'possible' && !offered)) && children}
      <span className="visually-hidden" aria-live="polite">
        {state === 'possible' ? t('submittedAloud') : state === 'too-late' ? t('tooLate') : ''}
      </span>
    </span>
  )
}

/** The same offer where no pair is on screen, by the same key. */
export function TakeBackButton({ queue }: { queue: QueueController }) {
  const takeBack = useCallback(() => queue.takeBack(), [queue])
  const possible = useStore(queue.view, (view) => view.takeBack === 'possible')
  if (!possible) return null
  return (
    <KeysProvider>
      <Offer onTaken={takeBack} />
    </KeysProvider>
  )
}

function Offer({ onTaken }: { onTaken: () => void }) {
  const t = useTranslations('labelling.queue')
  const { commandOf } = useKeys()
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (event.repeat || commandOf(keyName(event))?.id !== 'undo-submit') return
      event.preventDefault()
      onTaken()
    }
    globalThis.addEventListener('keydown', press)
    return () => globalThis.removeEventListener('keydown', press)
  }, [commandOf, onTaken])
  return (
    <Button onClick={onTaken}>
      {t('takeBackLast')} <Key of="undo-submit" />
    </Button>
  )
}
