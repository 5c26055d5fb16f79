'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { ButtonLink, DataTable, EmptyState, Page, Paged, PageHeader } from '@/components/ui'
import styles from './review-list.module.css'
import { useReviewColumns } from './use-review-columns'
import { useWaiting } from './use-shown-id'

const FILTERS = ['waiting', 'reviewed'] as const
type Filter = (typeof FILTERS)[number]

function FilterLinks({ filter }: { filter: Filter }) {
  const t = useTranslations('review')
  return (
    <nav className={styles.filters} aria-label={t('filter')}>
      {FILTERS.map((each) => (
        <Link
          key={each}
          href={each === 'waiting' ? '?' : `?show=${each}`}
          aria-current={each === filter ? 'page' : undefined}
        >
          {t(each)}
        </Link>
      ))}
    </nav>
  )
}

function Empty({ filter }: { filter: Filter }) {
  const t = useTranslations('review')
  if (filter === 'waiting') return <EmptyState title={t('emptyWaitingTitle')}>{t('emptyWaitingText')}</EmptyState>
  return (
    <EmptyState title={t('emptyReviewedTitle')} action={<ButtonLink href="?">{t('toWaiting')}</ButtonLink>}>
      {t('emptyReviewedText')}
    </EmptyState>
  )
}

/** The answers of a project that wait for a review, or had one. */
export function ReviewListScreen() {
  const t = useTranslations('review')
  const { id: projectId, slug } = useProject()
  const filter: Filter = useSearchParams().get('show') === 'reviewed' ? 'reviewed' : 'waiting'
  const columns = useReviewColumns(filter === 'reviewed')
  const first = useWaiting(projectId).waiting.find(({ own }) => !own)
  const annotations = useInfiniteQuery(
    orpc.labelling.listAnnotations.infiniteOptions({
      input: (cursor: string | undefined) => ({ projectId, cursor, review: filter, limit: 50 }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  )
  return (
    <Page>
      <PageHeader title={t('title')} note={t('waitingNote')}>
        {first ? (
          <ButtonLink variant="primary" href={`/p/${slug}/review/${first.id}`}>
            {t('start')}
          </ButtonLink>
        ) : null}
      </PageHeader>
      <FilterLinks filter={filter} />
      <Paged query={annotations} errorText={errorText(annotations.error)} empty={<Empty filter={filter} />}>
        {(rows) => <DataTable caption={t('caption')} rows={rows} columns={columns} rowKey={(row) => row.id} />}
      </Paged>
    </Page>
  )
}
