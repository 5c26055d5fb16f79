'use client'

import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button, Kbd } from '@/components/ui'
import { useWorkspace } from '../store/workspace-context'
import { bind, isOwn, type Refusal, refusalOf, reset, swap } from './bindings'
import { useApple } from './buttons'
import type { Command, CommandId } from './commands'
import styles from './help-dialog.module.css'
import { keyLabel, keyName } from './key-name'
import { useKeys } from './keys-context'

type RefusedKey = { name: string; why: Refusal }
type KeyRowProps = { command: Command; recording: boolean; onRecord: (on: boolean) => void }

/** A command, its keys, and a way to give it another one. */
export function KeyRow({ command, recording, onRecord }: KeyRowProps) {
  const t = useTranslations('labelling')
  const apple = useApple()
  const { keysOf, bindings, setBindings } = useKeys()
  const { id, fixed } = command
  const [refused, setRefused] = useState<RefusedKey | null>(null)
  const keys = keysOf(id)
  const text = t(`command.${id}`)
  const spoken = keys.map((key) => keyLabel(key, apple)).join(', ')

  function end(): void {
    setRefused(null)
    onRecord(false)
  }
  useRecorded(id, recording, end, (name, why) => {
    if (why) {
      setRefused({ name, why })
      return
    }
    setBindings(bind(bindings, id, name))
    end()
  })
  const caps = keys.length > 0 ? keys.map((key) => <Kbd key={key}>{keyLabel(key, apple)}</Kbd>) : <i>{t('noKey')}</i>

  return (
    <div data-recording={recording || undefined}>
      <dt>
        {fixed ? (
          caps
        ) : (
          <button
            type="button"
            className={styles.caps}
            aria-label={t('changeKey', { command: text, keys: spoken })}
            title={t('change')}
            aria-pressed={recording}
            onClick={() => (recording ? end() : onRecord(true))}
          >
            {recording ? <Kbd>…</Kbd> : caps}
          </button>
        )}
      </dt>
      <dd>
        {text}
        {isOwn(bindings, id) && !recording && (
          <button
            type="button"
            className={styles.reset}
            aria-label={t('resetKey', { command: text })}
            title={t('resetKey', { command: text })}
            onClick={() => setBindings(reset(bindings, id))}
          >
            ↺
          </button>
        )}
        {recording && (
          <RecordingNote
            refused={refused}
            onSwap={(name, by) => {
              setBindings(swap(bindings, id, name, by))
              end()
            }}
          />
        )}
      </dd>
    </div>
  )
}

type RecordingNoteProps = { refused: RefusedKey | null; onSwap: (name: string, by: CommandId) => void }

/** What to do while a key is recorded, or why the last one cannot be taken. */
function RecordingNote({ refused, onSwap }: RecordingNoteProps) {
  const t = useTranslations('labelling')
  const apple = useApple()

  function refusalText({ name, why }: RefusedKey): string {
    const key = keyLabel(name, apple)
    if (why.code === 'label') return t('refusal.label', { key, label: why.label })
    if (why.code === 'taken') return t('refusal.taken', { key, command: t(`command.${why.by}`) })
    return t('refusal.reserved', { key })
  }

  const by = refused?.why.code === 'taken' ? refused.why.by : null
  return (
    <span className={styles.recording} role="status">
      {refused ? refusalText(refused) : t('pressKey')}
      {refused && by && (
        <Button size="small" onClick={() => onSwap(refused.name, by)}>
          {t('swapKeys')}
        </Button>
      )}
    </span>
  )
}

type Take = (name: string, why: Refusal | null) => void

/** While recording, the next key press is the answer, and nobody else hears of it. */
function useRecorded(id: CommandId, active: boolean, cancel: () => void, take: Take): void {
  const { bindings } = useKeys()
  const labels = useWorkspace((state) => state.labels)
  const latest = useRef({ cancel, take })
  useEffect(() => {
    latest.current = { cancel, take }
  })
  useEffect(() => {
    if (!active) return
    function record(event: KeyboardEvent): void {
      const onSwap = event.target instanceof Element && event.target.closest('dd button') !== null
      if (onSwap && ['Enter', ' ', 'Tab'].includes(event.key)) return
      event.preventDefault()
      event.stopPropagation()
      if (event.repeat || event.isComposing) return
      const name = keyName(event)
      if (name === 'escape') latest.current.cancel()
      else {
        const why = refusalOf(name, id, bindings, labels)
        if (why?.code !== 'modifier') latest.current.take(name, why)
      }
    }
    globalThis.addEventListener('keydown', record, { capture: true })
    return () => globalThis.removeEventListener('keydown', record, { capture: true })
  }, [active, id, bindings, labels])
}
