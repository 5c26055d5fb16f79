'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { ButtonLink, EmptyState, Page } from '@/components/ui'
import { type Ability, roleCan } from '@/lib/domain/accounts'
import { useProject } from './project'

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
