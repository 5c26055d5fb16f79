'use client'

import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { Button, ButtonLink, EmptyState, ErrorState, Skeleton, Stat, StatRow } from '@/components/ui'
import styles from './overview.module.css'

/** An annotator's overview: what is waiting, what is done, and one large way in. */
export function OwnQueue() {
  const t = useTranslations('accounts')
  const common = useTranslations('common')
  const format = useFormatter()
  const { id, slug } = useProject()
  const queue = useQuery({
    ...orpc.labelling.queueStatus.queryOptions({ input: { projectId: id } }),
    refetchInterval: 15_000,
  })
  if (queue.isPending) return <Skeleton height={260} label={common('loading')} />
  if (!queue.data) {
    const retry = <Button onClick={() => queue.refetch()}>{common('retry')}</Button>
    return <ErrorState title={common('failedTitle')} text={errorText(queue.error)} action={retry} />
  }
  const { available, answered, skipped, returned } = queue.data
  return (
    <>
      {available > 0 ? (
        <section className={styles.start}>
          <h2>{t('queue.title', { count: available })}</h2>
          <p>{returned > 0 ? t('queue.returnedText', { returned }) : t('queue.text')}</p>
          <ButtonLink href={`/label/${slug}`} variant="primary" size="large">
            {t('overview.start')}
          </ButtonLink>
        </section>
      ) : (
        <EmptyState title={t('queue.emptyTitle')}>{t('queue.emptyText')}</EmptyState>
      )}
      <StatRow>
        <Stat
          label={t('queue.available')}
          value={format.number(available)}
          note={t('queue.pairs', { count: available })}
        />
        <Stat
          label={t('queue.answered')}
          value={format.number(answered)}
          note={t('queue.pairs', { count: answered })}
        />
        <Stat label={t('queue.returned')} value={format.number(returned)} note={t('queue.returnedNote')} />
        <Stat label={t('queue.skipped')} value={format.number(skipped)} note={t('queue.pairs', { count: skipped })} />
      </StatRow>
    </>
  )
}
