'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import type { ColumnDef } from '@tanstack/react-table'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { Badge, DataTable, Paged, Progress, Time } from '@/components/ui'
import type { RunView } from '@/lib/contracts/http/proposals'
import { RunBadge } from './run-badge'
import { isLive, runShare } from './run-tones'
import styles from './runs.module.css'

/** Every run, newest first, those at work live. */
export function RunsTable({ empty }: { empty: ReactNode }) {
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
