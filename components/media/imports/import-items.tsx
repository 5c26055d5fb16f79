'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import type { ColumnDef } from '@tanstack/react-table'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { Badge, DataTable, Paged, SelectField } from '@/components/ui'
import type { ImportItemView } from '@/lib/contracts/http/media'
import { toneOfState } from '../words'
import styles from './imports.module.css'

function useColumns(): ColumnDef<ImportItemView>[] {
  const t = useTranslations('media')
  const { slug } = useProject()
  return [
    {
      header: t('file'),
      cell: ({ row: { original } }) =>
        original.videoId ? (
          <Link className={styles.source} href={`/p/${slug}/media/${original.videoId}`}>
            {original.file}
          </Link>
        ) : (
          <span className={styles.source}>{original.file}</span>
        ),
    },
    {
      header: t('stateColumn'),
      cell: ({ row: { original } }) => <Badge tone={toneOfState(original.state)}>{t(`state.${original.state}`)}</Badge>,
    },
    { header: t('frames'), accessorKey: 'frames', meta: { numeric: true } },
    {
      header: t('imports.reason'),
      cell: ({ row: { original } }) => <span className={styles.reason}>{original.reason}</span>,
    },
  ]
}

/** The files of an import with their states and the reasons for all that are not ready. */
export function ImportItems({ importId, isLive }: { importId: string; isLive: boolean }) {
  const t = useTranslations('media')
  const { id: projectId } = useProject()
  const [onlyProblems, setOnlyProblems] = useState(false)
  const columns = useColumns()
  const items = useInfiniteQuery({
    ...orpc.media.listImportItems.infiniteOptions({
      input: (cursor: string | undefined) => ({ projectId, importId, cursor, limit: 100 }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
    refetchInterval: isLive ? 1_000 : false,
  })
  const { refetch } = items
  useEffect(() => {
    // The last files may end between the last poll of the list and the end of the import.
    if (!isLive) void refetch()
  }, [isLive, refetch])
  return (
    <>
      <div className={styles.filter}>
        <SelectField
          label={t('imports.show')}
          value={onlyProblems ? 'problems' : 'all'}
          onChange={(event) => setOnlyProblems(event.target.value === 'problems')}
        >
          <option value="all">{t('imports.everything')}</option>
          <option value="problems">{t('imports.problems')}</option>
        </SelectField>
      </div>
      <Paged query={items} errorText={errorText(items.error)} empty={<p>{t('imports.noItems')}</p>}>
        {(all) => {
          const rows = onlyProblems ? all.filter((item) => item.state !== 'ready' || item.reason) : all
          if (rows.length === 0) return <p>{t('imports.allReady')}</p>
          return <DataTable caption={t('imports.items')} rows={rows} columns={columns} rowKey={(row) => row.id} />
        }}
      </Paged>
    </>
  )
}
