'use client'

import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { ToolButton } from '../commands'

const KEY = 'fj-label-theme'
type Theme = 'dark' | 'light'

/** Dark unless this person chose otherwise for this screen; dialogs outside the screen follow as long as it is open. */
export function useLabelTheme(): [Theme, () => void] {
  const [theme, setTheme] = useState<Theme>('dark')
  useEffect(() => {
    if (localStorage.getItem(KEY) === 'light') setTheme('light')
  }, [])
  useEffect(() => {
    const root = document.documentElement
    const before = root.dataset.theme
    root.dataset.theme = theme
    return () => {
      if (before) root.dataset.theme = before
    }
  }, [theme])
  function toggle(): void {
    // Asked of what is kept, because the button may hold an older render's toggle.
    const next = localStorage.getItem(KEY) === 'light' ? 'dark' : 'light'
    localStorage.setItem(KEY, next)
    setTheme(next)
  }
  return [theme, toggle]
}

export function ThemeButton({ onClick }: { onClick: () => void }) {
  const t = useTranslations('labelling')
  return (
    <ToolButton aria-label={t('theme')} title={t('theme')} onClick={onClick}>
      ◐
    </ToolButton>
  )
}
