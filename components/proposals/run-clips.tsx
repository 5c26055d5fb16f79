'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import type { ColumnDef } from '@tanstack/react-table'
import Link from 'next/link'
import { useEffect, useRef } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { Badge, DataTable } from '@/components/ui'
import type { RunVideoView, RunView } from '@/lib/contracts/http/proposals'
import { ClipHeat } from './clip-heat'
import { RUN_TONES } from './run-badge'
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

type ClipsOf = { runId: string; state: RunView['state'] | ''; isLive: boolean }

/** The clips of a run with their scores, live while it works. */
export function useRunClips({ runId, state, isLive }: ClipsOf) {
  const { id: projectId } = useProject()
  const clips = useInfiniteQuery({
    ...orpc.proposals.listRunVideos.infiniteOptions({
      input: (cursor: string | undefined) => ({ projectId, runId, cursor, limit: 50, ...(state ? { state } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
    placeholderData: (before) => before,
    refetchInterval: isLive ? 2_000 : false,
  })
  const { refetch } = clips
  const wasLive = useRef(isLive)
  useEffect(() => {
    // What came between the last look and the end.
    if (wasLive.current && !isLive) void refetch()
    wasLive.current = isLive
  }, [isLive, refetch])
  return clips
}
