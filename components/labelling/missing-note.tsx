'use client'

import { useTranslations } from 'use-intl'
import type { AnswerProblem } from '@/lib/domain/labelling'
import styles from './answer-bar.module.css'
import { barriers } from './store'
import { useWorkspace } from './workspace-context'

type Props = { of: (problem: AnswerProblem) => boolean; align?: 'start' | 'center' | 'end' }

/** What is missing, next to the control that gives it; shown once submitting was tried, gone as soon as it is there. */
export function MissingNote({ of, align = 'center' }: Props) {
  const t = useTranslations('labelling')
  const messages = useWorkspace((state) =>
    state.attempted
      ? barriers(state)
          .filter(of)
          .map(({ message }) => message)
      : [],
  )
  if (messages.length === 0) return null
  return (
    <div className={styles.missing} data-align={align} role="alert">
      <strong>{t('stillMissing')}</strong>
      {messages.slice(0, 3).map((message) => (
        <p key={message}>{message}</p>
      ))}
    </div>
  )
}
