'use client'

import { signOut } from 'next-auth/react'
import { useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import { createStore } from 'zustand/vanilla'
import { Menu, MenuAction, MenuChoice, MenuLabel, MenuLine, MenuLink } from '@/components/ui'
import type { Me } from '@/lib/contracts/http/accounts'
import styles from './shell.module.css'

export type Theme = 'dark' | 'light'

const YEAR_S = 31_536_000
/** What was chosen here; the document has the theme in use, which the server may have drawn. */
const chosen = createStore<{ theme: Theme | null }>(() => ({ theme: null }))

function current(): Theme {
  return document.documentElement.dataset.theme === 'light' ? 'light' : 'dark'
}

function choose(theme: Theme): void {
  document.documentElement.dataset.theme = theme
  // biome-ignore lint/suspicious/noDocumentCookie: the server reads it to draw the first paint in the right theme
  document.cookie = `fj-theme=${theme}; path=/; max-age=${YEAR_S}; samesite=lax`
  chosen.setState({ theme })
}

/** The theme in use and how to change it; the choice is kept in a cookie for a year. */
function useTheme(): [Theme, (theme: Theme) => void] {
  return [useSyncExternalStore(chosen.subscribe, current, () => 'dark' as const), choose]
}

async function leave() {
  await signOut({ redirect: false })
  // A full load drops everything that this person's queries have cached.
  globalThis.location.assign('/sign-in')
}

export function AccountMenu({ user }: { user: Me['user'] }) {
  const t = useTranslations('shell')
  const common = useTranslations('common')
  const [theme, setTheme] = useTheme()
  const themes = [
    { value: 'dark', text: common('themeDark') },
    { value: 'light', text: common('themeLight') },
  ] as const
  return (
    <Menu
      side="top"
      trigger={
        <button type="button" className={styles.trigger} aria-label={t('accountMenu', { name: user.name })}>
          <span className={styles.avatar} aria-hidden="true">
            {user.name.slice(0, 1).toUpperCase()}
          </span>
          <span className={styles.triggerText}>{user.name}</span>
          <span aria-hidden="true">⌄</span>
        </button>
      }
    >
      <MenuLabel>{user.email}</MenuLabel>
      <MenuLink href="/account">{t('account')}</MenuLink>
      {user.isOwner ? <MenuLink href="/accounts">{t('accounts')}</MenuLink> : null}
      <MenuLink href="/api-docs">{t('apiDocs')}</MenuLink>
      <MenuLine />
      <MenuChoice label={common('theme')} value={theme} choices={themes} onChange={setTheme} />
      <MenuLine />
      <MenuAction onSelect={leave}>{common('signOut')}</MenuAction>
    </Menu>
  )
}
