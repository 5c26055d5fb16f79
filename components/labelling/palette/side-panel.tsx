'use client'

import { useTranslations } from 'use-intl'
import { NoteFields } from '../answer'
import { Key, ToolButton } from '../commands'
import { LabelPalette } from './label-palette'
import { MarkList } from './mark-list'
import styles from './side-panel.module.css'

type SidePanelProps = { collapsed: boolean; onToggle: () => void; onSubmit: (() => void) | undefined }

/** Labels, what is marked on the frame, comment; collapses to the label keys. */
export function SidePanel({ collapsed, onToggle, onSubmit }: SidePanelProps) {
  const t = useTranslations('labelling')
  return (
    <aside className={styles.side} data-collapsed={collapsed || undefined} aria-label={t('labels')}>
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
