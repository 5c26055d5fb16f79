'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { orpc } from '@/components/query'
import { Progress } from '@/components/ui'
import { type Role, roleCan } from '@/lib/domain/accounts'
import styles from './projects.module.css'

type ProjectProgressProps = { projectId: string; role: Role }

/** How far the answers are; for an annotator, how far their own are. */
export function ProjectProgress({ projectId, role }: ProjectProgressProps) {
  const t = useTranslations('accounts')
  const isManaging = roleCan(role, 'tasks.read')
  const overview = useQuery({
    ...orpc.accounts.projectOverview.queryOptions({ input: { projectId } }),
    enabled: isManaging,
  })
  const queue = useQuery({ ...orpc.labelling.queueStatus.queryOptions({ input: { projectId } }), enabled: !isManaging })
  const done = isManaging ? overview.data?.tasks.answers : queue.data?.answered
  const wanted = isManaging
    ? overview.data?.tasks.answersWanted
    : queue.data && queue.data.answered + queue.data.available
  if (done === undefined || wanted === undefined) return <div className={styles.progress} />
  return (
    <div className={styles.progress}>
      <Progress value={wanted === 0 ? 0 : done / wanted} label={t('progress.label')} />
      <span>{wanted === 0 ? t('progress.none') : t('progress.answers', { done, wanted })}</span>
    </div>
  )
}
