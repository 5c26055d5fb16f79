'use client'

import { useTranslations } from 'use-intl'
import { labelCss } from '@/components/taxonomy/label-mark'
import { Kbd } from '@/components/ui'
import type { TaxonomyLabel } from '@/lib/domain/taxonomy'
import { ToolButton, useKeys } from '../commands'
import { indexOf, newId, selectedMark } from '../store'
import { useDispatch, useWorkspace } from '../store/workspace-context'
import styles from './label-palette.module.css'

/** The labels by aspect, each with its key, its definition as a hint, and how often it is used on either side. */
export function LabelPalette({ collapsed }: { collapsed: boolean }) {
  const tree = useWorkspace((state) => state.setup.tree)
  return (
    <div className={styles.palette} data-collapsed={collapsed || undefined}>
      {tree.aspects.map((aspect) => (
        <fieldset key={aspect.key} className={styles.aspect}>
          <legend>{aspect.name}</legend>
          {aspect.labels.map((label) => (
            <LabelRow key={label.key} label={label} />
          ))}
        </fieldset>
      ))}
    </div>
  )
}

function LabelRow({ label }: { label: TaxonomyLabel }) {
  const t = useTranslations('labelling')
  const dispatch = useDispatch()
  const { isFree } = useKeys()
  const { active, left, right, editable } = useWorkspace((state) => {
    const frames = indexOf(state.answer.marks).framesOf.get(label.key)
    return {
      active: (selectedMark(state)?.labelKey ?? state.activeLabel) === label.key,
      left: frames?.left ?? 0,
      right: frames?.right ?? 0,
      editable: state.setup.editable,
    }
  })
  const examples = label.examples.positive.join(' · ')
  const counts = [left > 0 && `${left} ${t('left')}`, right > 0 && `${right} ${t('right')}`].filter(Boolean)
  return (
    <ToolButton
      className={styles.label}
      style={{ '--c': labelCss(label?.colour) } as React.CSSProperties}
      aria-pressed={active}
      aria-label={label.name}
      aria-description={label.definition}
      disabled={!editable}
      title={`${t('definitionOf', { label: label.name, definition: label.definition })}\n${examples}`}
      onClick={() => dispatch({ type: 'label', labelKey: label.key, id: newId() })}
    >
      {isFree(label.hotkey) ? <Kbd>{label.hotkey.toUpperCase()}</Kbd> : <span />}
      <i className={styles.swatch}>{label.glyph}</i>
      <span className={styles.name}>{label.name}</span>
      <span className={styles.count}>{counts.join(' · ').toLowerCase()}</span>
    </ToolButton>
  )
}
