'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useProject } from '@/components/shell'
import { Page, PageHeader, Section } from '@/components/ui'
import { roleCan } from '@/lib/domain/accounts'
import { MediaTabs } from '../tabs'
import { useUpload } from '../upload/use-upload'
import { ImportsTable } from './imports-table'
import { NewImport } from './new-import'
import { UploadProgress } from './upload-progress'

/** Bringing clips in, and what was brought in before. */
export function ImportsScreen() {
  const t = useTranslations('media')
  const { id: projectId, role } = useProject()
  const isManaging = roleCan(role, 'media.manage')
  const { queue, state } = useUpload(projectId)
  const [goOnWith, setGoOnWith] = useState<string | null>(null)
  return (
    <Page>
      <PageHeader title={t('title')} />
      <MediaTabs />
      {!isManaging ? null : state.phase === 'idle' ? (
        <NewImport
          goOnWith={goOnWith}
          onBegin={(plan, source) => {
            void queue.begin(plan, source, goOnWith)
            setGoOnWith(null)
          }}
          onForget={() => setGoOnWith(null)}
        />
      ) : (
        <UploadProgress queue={queue} state={state} />
      )}
      <Section title={t('imports.past')}>
        <ImportsTable onGoOn={isManaging && state.phase === 'idle' ? setGoOnWith : undefined} />
      </Section>
    </Page>
  )
}
