'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { ArchivedProjects } from '@/components/deletion'
import { orpc } from '@/components/query'
import { Button, EmptyState, Page, PageHeader } from '@/components/ui'
import type { Me } from '@/lib/contracts/http/accounts'
import { CreateProjectDialog } from './create-project-dialog'
import { ProjectProgress } from './project-progress'
import styles from './projects.module.css'

function ProjectCard({ project }: { project: Me['projects'][number] }) {
  const t = useTranslations('accounts')
  return (
    <li className={styles.card}>
      <div className={styles.top}>
        <h2>
          <Link href={`/p/${project.slug}`}>{project.name}</Link>
        </h2>
        <span className={styles.role}>{t(`role.${project.role}`)}</span>
      </div>
      <p className={styles.description}>{project.description}</p>
      <ProjectProgress projectId={project.id} role={project.role} />
    </li>
  )
}

export function ProjectsScreen({ me: initial }: { me: Me }) {
  const t = useTranslations('accounts')
  const [isCreating, setCreating] = useState(false)
  const { data: me } = useQuery({ ...orpc.accounts.me.queryOptions(), initialData: initial })
  const create = me.user.isOwner ? (
    <Button variant="primary" onClick={() => setCreating(true)}>
      {t('projects.create')}
    </Button>
  ) : null
  return (
    <Page>
      <PageHeader title={t('projects.title')}>{me.projects.length > 0 ? create : null}</PageHeader>
      {me.projects.length === 0 ? (
        <EmptyState title={t('projects.emptyTitle')} action={create}>
          {me.user.isOwner ? t('projects.emptyOwner') : t('projects.emptyMember')}
        </EmptyState>
      ) : (
        <ul className={styles.grid}>
          {me.projects.map((project) => (
            <ProjectCard key={project.id} project={project} />
          ))}
        </ul>
      )}
      <ArchivedProjects />
      <CreateProjectDialog open={isCreating} onOpenChange={setCreating} />
    </Page>
  )
}
