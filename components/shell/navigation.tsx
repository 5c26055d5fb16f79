'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useFormatter, useTranslations } from 'use-intl'
import { orpc } from '@/components/query'
import type { Me } from '@/lib/contracts/http/accounts'
import { roleCan } from '@/lib/domain/accounts'
import { isCurrent, type NavItem, navGroups } from './nav-items'
import styles from './navigation.module.css'

type NavigationProps = { project: Me['projects'][number] | undefined; isOwner: boolean }

function Items({ items }: { items: readonly NavItem[] }) {
  const t = useTranslations('shell')
  const format = useFormatter()
  const pathname = usePathname()
  return (
    <ul>
      {items.map((item) => (
        <li key={item.key}>
          <Link href={item.href} aria-current={isCurrent(pathname, item) ? 'page' : undefined}>
            {t(item.key)}
            {item.count ? (
              <span className={item.isWaiting ? styles.waiting : styles.count}>{format.number(item.count)}</span>
            ) : null}
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** The pages of the project one is in; outside of a project, those of the installation. */
export function Navigation({ project, isOwner }: NavigationProps) {
  const t = useTranslations('shell')
  const { data: figures } = useQuery({
    ...orpc.accounts.projectOverview.queryOptions({ input: { projectId: project?.id ?? '' } }),
    enabled: project !== undefined && roleCan(project.role, 'tasks.read'),
    staleTime: 30_000,
  })
  if (!project) {
    const general: NavItem[] = [
      { key: 'projects', href: '/' },
      { key: 'account', href: '/account' },
      ...(isOwner ? [{ key: 'accounts', href: '/accounts' }] : []),
      { key: 'apiDocs', href: '/api-docs' },
    ]
    return (
      <nav className={styles.nav} aria-label={t('mainNavigation')}>
        <Items items={general} />
      </nav>
    )
  }
  const { work, manage } = navGroups(project, figures)
  return (
    <nav className={styles.nav} aria-label={t('mainNavigation')}>
      <Items items={work} />
      {manage.length > 0 ? (
        <>
          <h2 className={styles.caps}>{t('manage')}</h2>
          <Items items={manage} />
        </>
      ) : null}
    </nav>
  )
}
