'use client'

import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { orpc } from '@/components/query'
import { ButtonLink, EmptyState, Page } from '@/components/ui'
import type { Me, ProjectView } from '@/lib/contracts/http/accounts'
import { type Ability, roleCan } from '@/lib/domain/accounts'

const ProjectContext = createContext<ProjectView | null>(null)

export function ProjectProvider({ project, children }: { project: ProjectView; children: ReactNode }) {
  return <ProjectContext value={project}>{children}</ProjectContext>
}

/** The project of the page, with the caller's role in it. Only below /p/<slug> and /label/<slug>. */
export function useProject(): ProjectView {
  const project = useContext(ProjectContext)
  if (!project) throw new Error('useProject needs a ProjectProvider above it')
  return project
}

/** The person and their projects, kept fresh; a session that ended goes to sign-in and comes back to this page. */
export function useMe(initial: Me): Me {
  const { data, error } = useQuery({
    ...orpc.accounts.me.queryOptions(),
    initialData: initial,
    refetchOnWindowFocus: 'always',
  })
  const isSignedOut = error !== null && 'code' in error && error.code === 'UNAUTHORIZED'
  useEffect(() => {
    if (!isSignedOut) return
    const { pathname, search } = globalThis.location
    globalThis.location.assign(`/sign-in?callbackUrl=${encodeURIComponent(pathname + search)}`)
  }, [isSignedOut])
  return data
}

/** Spares a person a page full of refusals when their role has nothing to do there. The verbs are what protects. */
export function OnlyFor({ ability, children }: { ability: Ability; children: ReactNode }) {
  const t = useTranslations('shell')
  const { role, slug, settings } = useProject()
  if (roleCan(role, ability, settings)) return children
  return (
    <Page>
      <h1 className="visually-hidden">{t('notForYou')}</h1>
      <EmptyState title={t('notForYou')} action={<ButtonLink href={`/p/${slug}`}>{t('toOverview')}</ButtonLink>}>
        {t('notForYouText')}
      </EmptyState>
    </Page>
  )
}
