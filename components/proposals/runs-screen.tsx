'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import type { ColumnDef } from '@tanstack/react-table'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { Badge, DataTable, EmptyState, Page, Paged, PageHeader, Progress, Time } from '@/components/ui'
import type { RunView } from '@/lib/contracts/http/proposals'
import { roleCan } from '@/lib/domain/accounts'
import { ModelsSection, useModels } from './models-section'
import { isLive, RunBadge, runShare } from './run-badge'
import styles from './runs.module.css'
import { StartRunDialog } from './start-run-dialog'

/** Every run, newest first, those at work live. */
function RunsTable({ empty }: { empty: ReactNode }) {
  const t = useTranslations('proposals')
  const format = useFormatter()
  const { id: projectId, slug } = useProject()
  const runs = useInfiniteQuery({
    ...orpc.proposals.listRuns.infiniteOptions({
      input: (cursor: string | undefined) => ({ projectId, cursor, limit: 20 }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some((run) => isLive(run.state) || run.deleting)) ? 1_500 : false,
  })
  const columns: ColumnDef<RunView>[] = [
    {
      header: t('model'),
      cell: ({ row: { original } }) => (
        <Link href={`/p/${slug}/runs/${original.id}`} className="nowrap">
          {original.model.name} {original.model.version}
        </Link>
      ),
    },
    { header: t('started'), cell: ({ row: { original } }) => <Time iso={original.createdAt} /> },
    {
      header: t('state'),
      cell: ({ row: { original } }) => (
        <span className={styles.states}>
          <RunBadge run={original} />
          <Badge tone={original.shown ? 'accent' : 'plain'}>{t(original.shown ? 'shown' : 'trial')}</Badge>
        </span>
      ),
    },
    {
      header: t('progress'),
      cell: ({ row: { original } }) => (
        <div className={styles.progress}>
          <Progress value={runShare(original)} label={t('progressOf')} />
        </div>
      ),
    },
    {
      header: t('videos'),
      meta: { numeric: true },
      cell: ({ row: { original } }) => (
        <span className="nowrap">{t('ofTotal', { done: original.videos.done, total: original.videos.total })}</span>
      ),
    },
    {
      header: t('frames'),
      meta: { numeric: true },
      cell: ({ row: { original } }) => format.number(original.frames.scored),
    },
    {
      header: t('proposals'),
      meta: { numeric: true },
      cell: ({ row: { original } }) => format.number(original.proposals),
    },
  ]
  return (
    <Paged query={runs} errorText={errorText(runs.error)} empty={empty}>
      {(rows) => <DataTable caption={t('runs')} rows={rows} columns={columns} rowKey={(row) => row.id} />}
    </Paged>
  )
}

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
