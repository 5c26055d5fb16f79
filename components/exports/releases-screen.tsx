'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import type { ColumnDef } from '@tanstack/react-table'
import Link from 'next/link'
import { useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { Button, DataTable, EmptyState, Page, Paged, PageHeader, Time } from '@/components/ui'
import type { ReleaseView } from '@/lib/contracts/http/exports'
import { leftOutTotal, totalOf } from './counts'
import { CreateReleaseDialog } from './create-release-dialog'
import styles from './release.module.css'
import { ReleaseState } from './release-report'

const POLL_MS = 1_000

function useColumns(): ColumnDef<ReleaseView>[] {
  const t = useTranslations('releases')
  const format = useFormatter()
  const { slug } = useProject()
  const numeric = (header: string, value: (counts: NonNullable<ReleaseView['counts']>) => number) => ({
    header,
    meta: { numeric: true },
    cell: ({ row: { original } }: { row: { original: ReleaseView } }) =>
      original.counts ? format.number(value(original.counts)) : '–',
  })
  return [
    { header: t('number'), meta: { numeric: true }, accessorKey: 'number' },
    {
      header: t('name'),
      cell: ({ row: { original } }) => (
        <Link className={styles.name} href={`/p/${slug}/releases/${original.id}`}>
          {original.name}
        </Link>
      ),
    },
    { header: t('state'), cell: ({ row: { original } }) => <ReleaseState release={original} /> },
    numeric(t('pairs'), (counts) => totalOf(counts, 'pairs') + totalOf(counts, 'videoPairs')),
    numeric(t('frames'), (counts) => totalOf(counts, 'frames')),
    numeric(t('leftOut'), leftOutTotal),
    { header: t('at'), cell: ({ row: { original } }) => <Time iso={original.createdAt} /> },
  ]
}

export function ReleasesScreen() {
  const t = useTranslations('releases')
  const { id: projectId } = useProject()
  const [isCreating, setCreating] = useState(false)
  const columns = useColumns()
  const releases = useInfiniteQuery(
    orpc.releases.listReleases.infiniteOptions({
      input: (cursor: string | undefined) => ({ projectId, cursor }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      refetchInterval: ({ state }) =>
        state.data?.pages.some((page) =>
          page.items.some(({ state: each }) => each === 'building' || each === 'deleting'),
        )
          ? POLL_MS
          : false,
    }),
  )
  const create = (
    <Button variant="primary" onClick={() => setCreating(true)}>
      {t('create')}
    </Button>
  )
  const hasAny = releases.data?.pages[0]?.items.length
  return (
    <Page>
      <PageHeader title={t('title')} note={t('note')}>
        {hasAny ? create : null}
      </PageHeader>
      <Paged
        query={releases}
        errorText={errorText(releases.error)}
        empty={
          <EmptyState title={t('emptyTitle')} action={create}>
            {t('emptyText')}
          </EmptyState>
        }
      >
        {(rows) => <DataTable caption={t('caption')} rows={rows} columns={columns} rowKey={(row) => row.id} />}
      </Paged>
      <CreateReleaseDialog open={isCreating} onOpenChange={setCreating} />
    </Page>
  )
}
