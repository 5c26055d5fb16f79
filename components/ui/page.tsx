'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { ButtonLink } from './button'
import styles from './page.module.css'
import { PageHeader } from './pieces'

/** The frame of every page inside the shell: one column, even gaps. `width="text"` for forms and prose. */
export function Page({ width = 'full', children }: { width?: 'full' | 'text'; children: ReactNode }) {
  return <div className={width === 'text' ? `${styles.page} ${styles.text}` : styles.page}>{children}</div>
}

/** The way back to the list that a page belongs to. */
export function BackLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className={styles.back}>
      {children}
    </Link>
  )
}

/** A titled part of a page without a border. */
export function Section({
  title,
  note,
  actions,
  children,
}: {
  title: string
  note?: ReactNode
  actions?: ReactNode
  children: ReactNode
}) {
  return (
    <section className={styles.section}>
      <header>
        <div>
          <h2>{title}</h2>
          {note ? <p>{note}</p> : null}
        </div>
        {actions}
      </header>
      {children}
    </section>
  )
}

/** Shown where a page does not exist, or the person may not see it. */
export function NotFoundNotice() {
  const t = useTranslations('shell')
  return (
    <Page>
      <PageHeader title={t('notFoundTitle')} />
      <p>{t('notFoundText')}</p>
      <p>
        <ButtonLink href="/">{t('toProjects')}</ButtonLink>
      </p>
    </Page>
  )
}
