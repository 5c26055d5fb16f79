'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { CommandButton, Key, ToolButton } from '../commands'
import { useWorkspace } from '../store/workspace-context'
import styles from './answer-bar.module.css'
import { CleanToggles, PreferenceBar } from './choices'
import { HintNote, MissingNote, WatchNote } from './notes'

const ELSEWHERE = new Set<string>(['AN1', 'AN3', 'AN9'])

type AnswerBarProps = {
  onSubmit?: (() => void) | undefined
  onSkip?: (() => void) | undefined
  busy: boolean
  submitText?: string | undefined
  actions?: ReactNode
}

/** The footer: what is said of the pair, and what happens with it. */
export function AnswerBar({ onSubmit, onSkip, busy, submitText, actions }: AnswerBarProps) {
  const t = useTranslations('labelling')
  const { asks, editable } = useWorkspace(({ setup }) => ({
    asks: setup.asks,
    editable: setup.editable,
  }))
  return (
    <footer className={styles.bar}>
      {asks === 'preference' ? <span /> : <CleanToggles />}
      {asks === 'attribution' ? <span /> : <PreferenceBar />}
      <div className={`${styles.anchor} ${styles.actions}`}>
        <MissingNote of={({ rule }) => !ELSEWHERE.has(rule)} align="end" />
        {onSubmit && <HintNote onSubmit={onSubmit} />}
        {onSkip && (
          <ToolButton className={styles.quiet} onClick={onSkip}>
            {t('skip')} <Key of="skip" />
          </ToolButton>
        )}
        {editable && <CommandButton of="undo" className={styles.quiet} />}
        {onSubmit && (
          <ToolButton className={styles.submit} disabled={busy} aria-busy={busy} onClick={onSubmit}>
            <span>
              {busy ? t('submitting') : (submitText ?? t('submit'))}
              <WatchNote />
            </span>
            <Key of="submit" />
          </ToolButton>
        )}
        {actions}
      </div>
    </footer>
  )
}
