'use client'

import { useTranslations } from 'use-intl'
import { Key } from './commands'
import { LabelPalette } from './label-palette'
import { MarkList } from './mark-list'
import { NoteFields } from './note-fields'
import styles from './pair-workspace.module.css'
import { ToolButton } from './tool-button'

type SidePanelProps = { collapsed: boolean; onToggle: () => void; onSubmit: (() => void) | undefined }

/** Labels, what is marked on the frame, comment; collapses to the label keys. */
export function SidePanel({ collapsed, onToggle, onSubmit }: SidePanelProps) {
  const t = useTranslations('labelling')
  return (
    <aside className={styles.side} aria-label={t('labels')}>
      <ToolButton
        className={styles.collapse}
        aria-label={t(collapsed ? 'expand' : 'collapse')}
        aria-expanded={!collapsed}
        onClick={onToggle}
      >
        {!collapsed && <span>{t('labels')}</span>}
        {collapsed ? '«' : '»'} <Key of="palette" />
      </ToolButton>
      <LabelPalette collapsed={collapsed} />
      {!collapsed && <MarkList />}
      {!collapsed && <NoteFields onSubmit={onSubmit} />}
    </aside>
  )
}
