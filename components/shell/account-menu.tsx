'use client'

import { signOut } from 'next-auth/react'
import { useTranslations } from 'use-intl'
import { Menu, MenuAction, MenuChoice, MenuLabel, MenuLine, MenuLink } from '@/components/ui'
import type { Me } from '@/lib/contracts/http/accounts'
import styles from './shell.module.css'
import { useTheme } from './use-theme'

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
