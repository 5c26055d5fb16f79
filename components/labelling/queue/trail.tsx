'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useStore } from 'zustand'
import { orpc } from '@/components/query'
import styles from './label-queue.module.css'
import type { QueueController } from './queue-controller'
import { queueCounts } from './queue-view'
import { TakeBackNote } from './take-back-note'

/** Where the labelling screen is. */
export type LabelProject = { id: string; slug: string; name: string }

/** Where one is. */
export function BareTrail({ project }: { project: LabelProject }) {
  return (
    <>
      <Link href={`/p/${project.slug}`} className={styles.brand}>
        Framejury
      </Link>
      <span className={styles.faint}>/</span>
      <span className={styles.project}>{project.name}</span>
    </>
  )
}

/** Where one is, how much is done and left, and for a while after an answer how to take it back. */
export function Trail({ project, queue }: { project: LabelProject; queue: QueueController }) {
  const t = useTranslations('labelling.queue')
  const { data } = useQuery(orpc.labelling.queueStatus.queryOptions({ input: { projectId: project.id } }))
  const waiting = useStore(queue.view, (view) => view.waiting)
  const counts = data && queueCounts(data, waiting)
  return (
    <>
      <BareTrail project={project} />
      <TakeBackNote queue={queue}>
        {counts && (
          <>
            {t('answered', { count: counts.answered })} · {t('left', { count: counts.left })}
          </>
        )}
      </TakeBackNote>
    </>
  )
}
