'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslations } from 'use-intl'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { Button, ButtonLink, EmptyState, Page, Paged, PageHeader } from '@/components/ui'
import type { VideoSummary } from '@/lib/contracts/http/media'
import { roleCan } from '@/lib/domain/accounts'
import { MediaTabs } from '../tabs'
import { BuildPairsDialog } from './build-pairs-dialog'
import { MediaFigures } from './media-figures'
import { useSelection } from './use-selection'
import { VideoCard } from './video-card'
import styles from './videos.module.css'
import { VideosTable } from './videos-table'
import { NO_FILTER, type VideoFilter, VideosToolbar } from './videos-toolbar'

function isChanging(state: VideoSummary['state']): boolean {
  return state === 'probing' || state === 'deleting'
}

function useVideos({ search, state }: VideoFilter) {
  const { id: projectId } = useProject()
  return useInfiniteQuery({
    ...orpc.media.listVideos.infiniteOptions({
      input: (cursor: string | undefined) => ({
        projectId,
        cursor,
        limit: 48,
        ...(search ? { search } : {}),
        ...(state ? { state } : {}),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
    placeholderData: (before) => before,
    refetchInterval: ({ state: query }) =>
      query.data?.pages.some((page) => page.items.some((video) => isChanging(video.state))) ? 2_000 : false,
  })
}

function NoVideos({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const t = useTranslations('media')
  const { slug, role } = useProject()
  if (filtered) {
    return (
      <EmptyState title={t('nothingFoundTitle')} action={<Button onClick={onClear}>{t('clearFilters')}</Button>}>
        {t('nothingFoundText')}
      </EmptyState>
    )
  }
  if (!roleCan(role, 'media.manage')) return <EmptyState title={t('emptyTitle')}>{t('emptyTextReader')}</EmptyState>
  return (
    <EmptyState
      title={t('emptyTitle')}
      action={
        <ButtonLink variant="primary" href={`/p/${slug}/media/imports`}>
          {t('importClips')}
        </ButtonLink>
      }
    >
      {t('emptyText')}
    </EmptyState>
  )
}

/** The videos of the project: searchable, as pictures or as a table. */
export function VideosScreen() {
  const t = useTranslations('media')
  const { slug, role } = useProject()
  const [filter, setFilter] = useState(NO_FILTER)
  const [view, setView] = useState<'grid' | 'table'>('grid')
  const videos = useVideos(useDeferredValue(filter))
  const isFiltered = filter.search !== '' || filter.state !== ''
  const isManaging = roleCan(role, 'media.manage')
  const { selection, bar } = useSelection()
  const ticked = isManaging ? selection : undefined
  return (
    <Page>
      <PageHeader title={t('title')}>
        {isManaging ? (
          <>
            <BuildPairsDialog />
            <ButtonLink variant="primary" href={`/p/${slug}/media/imports`}>
              {t('importClips')}
            </ButtonLink>
          </>
        ) : null}
      </PageHeader>
      <MediaTabs />
      <MediaFigures />
      <VideosToolbar filter={filter} onFilter={setFilter} view={view} onView={setView} />
      <Paged
        query={videos}
        errorText={errorText(videos.error)}
        empty={<NoVideos filtered={isFiltered} onClear={() => setFilter(NO_FILTER)} />}
      >
        {(rows) => (
          <>
            {bar}
            {view === 'table' ? (
              <VideosTable videos={rows} selection={ticked} />
            ) : (
              <ul className={styles.grid} aria-label={t('videos')}>
                {rows.map((video) => (
                  <VideoCard key={video.id} video={video} selection={ticked} />
                ))}
              </ul>
            )}
          </>
        )}
      </Paged>
    </Page>
  )
}
