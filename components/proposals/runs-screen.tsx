'use client'

import { useTranslations } from 'use-intl'
import { useProject } from '@/components/shell'
import { EmptyState, Page, PageHeader } from '@/components/ui'
import { roleCan } from '@/lib/domain/accounts'
import { ModelsSection } from './models-section'
import { RunsTable } from './runs-table'
import { StartRunDialog } from './start-run-dialog'
import { useModels } from './use-models'

/** The runs of the project and the models they are made with. */
export function RunsScreen() {
  const t = useTranslations('proposals')
  const { role } = useProject()
  const models = useModels().data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page>
      <PageHeader title={t('title')} note={t('note')}>
        {roleCan(role, 'runs.manage') ? <StartRunDialog key={models.length} models={models} /> : null}
      </PageHeader>
      <RunsTable
        empty={
          <EmptyState title={t('emptyTitle')}>
            {t('emptyText')} {models.length === 0 ? t('emptyNoModel') : ''}
          </EmptyState>
        }
      />
      <ModelsSection />
    </Page>
  )
}
