'use client'

import { useTranslations } from 'use-intl'
import { Menu, MenuLabel, MenuLine, MenuLink } from '@/components/ui'
import type { Me } from '@/lib/contracts/http/accounts'
import styles from './shell.module.css'

type Project = Me['projects'][number]

export function ProjectSwitcher({ projects, project }: { projects: readonly Project[]; project: Project }) {
  const t = useTranslations('shell')
  return (
    <Menu
      trigger={
        <button type="button" className={styles.trigger} aria-label={t('switchProject', { name: project.name })}>
          <span className={styles.triggerText}>{project.name}</span>
          <span aria-hidden="true">⌄</span>
        </button>
      }
    >
      <MenuLabel>{t('projects')}</MenuLabel>
      {projects.map(({ id, slug, name }) => (
        <MenuLink key={id} href={`/p/${slug}`} current={id === project.id}>
          {name}
        </MenuLink>
      ))}
      <MenuLine />
      <MenuLink href="/">{t('allProjects')}</MenuLink>
    </Menu>
  )
}
