'use client'

import type { ColumnDef } from '@tanstack/react-table'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useProject } from '@/components/shell'
import { Badge, DataTable, Time } from '@/components/ui'
import type { VideoSummary } from '@/lib/contracts/http/media'
import { toneOfState, useNumbers, useRateText } from '../words'
import { SelectBox, type Selection } from './use-selection'
import styles from './videos.module.css'

function useSelectColumn(selection: Selection | undefined): ColumnDef<VideoSummary>[] {
  const t = useTranslations('deletion')
  if (!selection) return []
  const cell = ({ row: { original } }: { row: { original: VideoSummary } }) => (
    <SelectBox video={original} selection={selection} />
  )
  return [{ id: 'select', header: () => <span className="visually-hidden">{t('select')}</span>, cell }]
}

function useColumns(): ColumnDef<VideoSummary>[] {
  const t = useTranslations('media')
  const numbers = useNumbers()
  const rateText = useRateText()
  const { slug } = useProject()
  return [
    {
      header: t('file'),
      cell: ({ row: { original } }) => (
        <div className={styles.name}>
          <Link href={`/p/${slug}/media/${original.id}`}>{original.fileName}</Link>
          <span>{original.prompt.text}</span>
        </div>
      ),
    },
    { header: t('generator'), accessorKey: 'generator' },
    {
      header: t('stateColumn'),
      cell: ({ row: { original } }) => <Badge tone={toneOfState(original.state)}>{t(`state.${original.state}`)}</Badge>,
    },
    { header: t('frames'), accessorKey: 'frameCount', meta: { numeric: true } },
    { header: t('rate'), cell: ({ row: { original } }) => <span className="nowrap">{rateText(original)}</span> },
    {
      header: t('duration'),
      meta: { numeric: true },
      cell: ({ row: { original } }) =>
        original.durationUs === null ? null : t('seconds', { seconds: numbers.seconds(original.durationUs) }),
    },
    {
      header: t('size'),
      cell: ({ row: { original } }) => (
        <span className="nowrap">{original.width ? `${original.width} × ${original.height}` : ''}</span>
      ),
    },
    { header: t('codec'), accessorKey: 'codec' },
    { header: t('imported'), cell: ({ row: { original } }) => <Time iso={original.createdAt} dayOnly /> },
  ]
}

export function VideosTable({ videos, selection }: { videos: VideoSummary[]; selection: Selection | undefined }) {
  const t = useTranslations('media')
  const columns = [...useSelectColumn(selection), ...useColumns()]
  return <DataTable caption={t('videos')} rows={videos} columns={columns} rowKey={(row) => row.id} />
}
