'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { useProject } from '@/components/shell'
import styles from './tabs.module.css'

/** The two halves of media. */
export function MediaTabs() {
  const t = useTranslations('media')
  const { slug } = useProject()
  const isImports = usePathname().startsWith(`/p/${slug}/media/imports`)
  return (
    <nav className={styles.tabs} aria-label={t('tabs')}>
      <Link href={`/p/${slug}/media`} aria-current={isImports ? undefined : 'page'}>
        {t('videosTab')}
      </Link>
      <Link href={`/p/${slug}/media/imports`} aria-current={isImports ? 'page' : undefined}>
        {t('importsTab')}
      </Link>
    </nav>
  )
}
