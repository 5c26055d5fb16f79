'use client'

import type { ColumnDef } from '@tanstack/react-table'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'use-intl'
import { useProject } from '@/components/shell'
import { Badge, DataTable } from '@/components/ui'
import type { RunVideoView } from '@/lib/contracts/http/proposals'
import { ClipHeat } from './clip-heat'
import { RUN_TONES } from './run-tones'
import styles from './runs.module.css'

/** The clips of a run, each with its filmstrip and heat. */
export function RunClips({ clips }: { clips: RunVideoView[] }) {
  const t = useTranslations('proposals')
  const format = useFormatter()
  const { slug } = useProject()
  const columns: ColumnDef<RunVideoView>[] = [
    {
      header: t('run.clip'),
      cell: ({ row: { original } }) => (
        <div className={styles.clip}>
          <Link href={`/p/${slug}/media/${original.videoId}`}>{original.generator}</Link>
          <span>{original.prompt}</span>
          <span>{original.fileName}</span>
        </div>
      ),
    },
    { header: t('run.scores'), cell: ({ row: { original } }) => <ClipHeat clip={original} /> },
    {
      header: t('run.score'),
      meta: { numeric: true },
      cell: ({
        row: {
          original: { score },
        },
      }) => (score === null ? '–' : format.number(score, { minimumFractionDigits: 2, maximumFractionDigits: 2 })),
    },
    {
      header: t('frames'),
      meta: { numeric: true },
      cell: ({ row: { original } }) => (
        <span className="nowrap">{t('ofTotal', { done: original.framesScored, total: original.frameBudget })}</span>
      ),
    },
    { header: t('proposals'), accessorKey: 'proposals', meta: { numeric: true } },
    {
      header: t('state'),
      cell: ({ row: { original } }) => (
        <>
          <Badge tone={RUN_TONES[original.state]}>{t(`states.${original.state}`)}</Badge>
          {original.attempts > 1 ? (
            <span className={styles.key}> {t('run.attempts', { count: original.attempts })}</span>
          ) : null}
          {original.error ? <span className={styles.error}>{original.error}</span> : null}
        </>
      ),
    },
  ]
  return <DataTable caption={t('run.clips')} rows={clips} columns={columns} rowKey={(row) => row.id} />
}
