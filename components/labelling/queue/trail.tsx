'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { orpc } from '@/components/query'
import type { LabelDesk } from './label-desk'
import styles from './label-queue.module.css'
import type { LabelProject } from './label-who'
import { queueCounts } from './queue-counts'
import { TakeBackNote } from './take-back-note'
import { useDesk } from './use-desk'

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
export function Trail({ project, desk }: { project: LabelProject; desk: LabelDesk }) {
  const t = useTranslations('labelling.queue')
  const { data } = useQuery(orpc.labelling.queueStatus.queryOptions({ input: { projectId: project.id } }))
  const waiting = useDesk(desk, (view) => view.waiting)
  const counts = data && queueCounts(data, waiting)
  return (
    <>
      <BareTrail project={project} />
      <TakeBackNote desk={desk}>
        {counts && (
          <>
            {t('answered', { count: counts.answered })} · {t('left', { count: counts.left })}
          </>
        )}
      </TakeBackNote>
    </>
  )
}
