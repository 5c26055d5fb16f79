'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { Button, EmptyState, ErrorState, Page, PageHeader, Select, Skeleton } from '@/components/ui'
import type { TaxonomyVersionView } from '@/lib/contracts/http/taxonomy'
import { roleCan } from '@/lib/domain/accounts'
import { flattenLabels } from '@/lib/domain/taxonomy'
import { Editor } from './editor'
import { VersionTree } from './version-tree'

const EDIT = 'edit'

function Versions({ versions, onReload }: { versions: readonly TaxonomyVersionView[]; onReload: () => void }) {
  const t = useTranslations('taxonomy')
  const { role } = useProject()
  const mayEdit = roleCan(role, 'taxonomy.manage')
  const published = versions.filter(({ state }) => state === 'published')
  const [newest] = versions
  const [chosen, setChosen] = useState<string>(mayEdit ? EDIT : (published[0]?.id ?? ''))
  const shown = published.find(({ id }) => id === chosen)
  const fixedKeys = new Set(published.flatMap(({ tree }) => flattenLabels(tree).map(({ key }) => key)))
  if (!newest) return <EmptyState title={t('noVersion')} />
  return (
    <>
      <PageHeader title={t('title')} note={shown ? t('versionNote', { count: shown.annotations }) : t('note')}>
        <Select aria-label={t('version')} value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
          {mayEdit ? (
            <option value={EDIT}>
              {t('nextVersion', { number: newest.state === 'draft' ? newest.number : newest.number + 1 })}
            </option>
          ) : null}
          {published.map(({ id, number }) => (
            <option key={id} value={id}>
              {t('versionNumber', { number })}
            </option>
          ))}
        </Select>
      </PageHeader>
      <div hidden={chosen !== EDIT} style={chosen === EDIT ? { display: 'contents' } : undefined}>
        {mayEdit ? <Editor newest={newest} published={published[0]} fixedKeys={fixedKeys} onReload={onReload} /> : null}
      </div>
      {shown ? <VersionTree tree={shown.tree} /> : null}
    </>
  )
}

export function TaxonomyScreen() {
  const t = useTranslations('taxonomy')
  const common = useTranslations('common')
  const { id: projectId } = useProject()
  const [epoch, setEpoch] = useState(0)
  const versions = useQuery({
    ...orpc.taxonomy.listVersions.queryOptions({ input: { projectId } }),
    // Someone types here: their base changes only when they choose so, not when a window gets the focus.
    refetchOnWindowFocus: false,
    refetchOnMount: 'always',
  })
  async function reload() {
    await versions.refetch()
    setEpoch((count) => count + 1)
  }
  if (!versions.isFetchedAfterMount && !versions.isError) {
    return (
      <Page>
        <PageHeader title={t('title')} note={t('note')} />
        <Skeleton height={480} label={common('loading')} />
      </Page>
    )
  }
  return (
    <Page>
      {versions.data ? (
        <Versions key={epoch} versions={versions.data} onReload={reload} />
      ) : (
        <ErrorState
          title={common('failedTitle')}
          text={errorText(versions.error)}
          action={<Button onClick={reload}>{common('retry')}</Button>}
        />
      )}
    </Page>
  )
}
