'use client'

import { useTranslations } from 'use-intl'
import type { Strength } from '@/lib/domain/labelling'
import styles from './answer-bar.module.css'
import { Key } from './commands'
import { prefersSide } from './store'
import { ToolButton } from './tool-button'
import { useDispatch, useWorkspace } from './workspace-context'

const STRENGTHS: readonly Strength[] = ['slight', 'strong']

/** How much better the preferred side is; optional, and there only while a side is preferred. */
export function StrengthControl() {
  const t = useTranslations('labelling')
  const dispatch = useDispatch()
  const { strength, shown, editable } = useWorkspace(({ answer, setup }) => ({
    strength: answer.strength,
    shown: prefersSide(answer),
    editable: setup.editable,
  }))
  // To a reader, what was not said is only in the way.
  if (!editable && strength === null) return null
  return (
    <fieldset className={styles.strength} aria-label={t('strength')} data-idle={!shown || undefined}>
      {STRENGTHS.map((value) => (
        <ToolButton
          key={value}
          aria-pressed={strength === value}
          disabled={!editable}
          onClick={() => dispatch({ type: 'strength', strength: strength === value ? null : value })}
        >
          {t(value)}
        </ToolButton>
      ))}
      <Key of="strength" />
    </fieldset>
  )
}
