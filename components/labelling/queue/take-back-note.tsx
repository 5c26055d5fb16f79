'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui'
import { Key, KeysProvider, keyName, useKeys } from '../commands'
import type { LabelDesk } from './label-desk'
import styles from './label-queue.module.css'
import { useDesk } from './use-desk'

/** How long the offer stands in the place of the figures, ms; its key works on. */
const SHOWN_MS = 8000

/** The figures of the queue, and for a while after an answer the offer to take it back, in the same place. */
export function TakeBackNote({ desk, children }: { desk: LabelDesk; children: ReactNode }) {
  const t = useTranslations('labelling.queue')
  const state = useDesk(desk, (view) => view.takeBack)
  const screen = useDesk(desk, (view) => view.screen?.key ?? null)
  const [faded, setFaded] = useState<string | null>(null)
  useEffect(() => {
    if (state !== 'possible') return
    const timer = setTimeout(() => setFaded(screen), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [state, screen])
  useEffect(() => {
    if (state !== 'too-late') return
    const timer = setTimeout(desk.closeTakeBack, SHOWN_MS)
    return () => clearTimeout(timer)
  }, [state, desk])
  const offered = state === 'possible' && faded !== screen
  return (
    <span className={styles.figures} data-note={offered || undefined}>
      {offered && (
        <>
          {t('submitted')}{' '}
          <button type="button" className={styles.takeBack} onClick={desk.takeBack}>
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
export function TakeBackButton({ desk }: { desk: LabelDesk }) {
  const possible = useDesk(desk, (view) => view.takeBack === 'possible')
  if (!possible) return null
  return (
    <KeysProvider>
      <Offer onTaken={desk.takeBack} />
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
