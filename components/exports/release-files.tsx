'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import type { ColumnDef } from '@tanstack/react-table'
import { useFormatter, useTranslations } from 'use-intl'
import type { z } from 'zod'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { DataTable, EmptyState, Paged } from '@/components/ui'
import type { ReleaseFile } from '@/lib/contracts/http/exports'
import { bytesText } from './counts'
import styles from './release.module.css'

type File = z.infer<typeof ReleaseFile> & { url: string }

/** The files of a ready release with their sums and links. */
export function ReleaseFiles({ releaseId }: { releaseId: string }) {
  const t = useTranslations('releases')
  const format = useFormatter()
  const { id: projectId } = useProject()
  const files = useInfiniteQuery(
    orpc.releases.listReleaseFiles.infiniteOptions({
      input: (cursor: string | undefined) => ({ projectId, releaseId, cursor, limit: 20 }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      staleTime: 600_000,
    }),
  )
  const columns: ColumnDef<File>[] = [
    {
      header: t('file'),
      cell: ({ row: { original } }) => (
        <a className={styles.file} href={original.url} download={original.path.split('/').at(-1)}>
          {original.path}
        </a>
      ),
    },
    {
      header: t('rows'),
      meta: { numeric: true },
      cell: ({ row: { original } }) => (original.rows === null ? '' : format.number(original.rows)),
    },
    { header: t('size'), meta: { numeric: true }, cell: ({ row: { original } }) => bytesText(original.bytes) },
    {
      header: t('sha256'),
      cell: ({ row: { original } }) => (
        <code className={styles.sum} title={original.sha256}>
          {original.sha256}
        </code>
      ),
    },
  ]
  return (
    <Paged query={files} errorText={errorText(files.error)} empty={<EmptyState title={t('noFiles')} />}>
      {(rows) => <DataTable caption={t('files')} rows={rows} columns={columns} rowKey={(row) => row.path} />}
    </Paged>
  )
}
