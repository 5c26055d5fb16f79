'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { DeleteButton } from '@/components/deletion'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { Button, ButtonLink, ErrorState, Page, PageHeader, Progress, Skeleton, Time } from '@/components/ui'
import type { ImportView } from '@/lib/contracts/http/media'
import { roleCan } from '@/lib/domain/accounts'
import videoStyles from '../videos/video-screen.module.css'
import { ImportItems } from './import-items'
import styles from './imports.module.css'
import { CountsLine } from './imports-table'
import { importProgress } from './progress-of'

/** The state of an import, requested every second while it works. */
function useImport(importId: string) {
  const { id: projectId } = useProject()
  const queryClient = useQueryClient()
  const found = useQuery({
    ...orpc.media.getImport.queryOptions({ input: { projectId, importId } }),
    refetchInterval: ({ state }) => (state.data?.state === 'done' ? false : 1_000),
  })
  const isDone = found.data?.state === 'done'
  useEffect(() => {
    if (!isDone) return
    for (const queryKey of [orpc.accounts.projectOverview.key(), orpc.media.listVideos.key()]) {
      void queryClient.invalidateQueries({ queryKey })
    }
  }, [isDone, queryClient])
  return found
}

function Summary({ view }: { view: ImportView }) {
  const t = useTranslations('media')
  const { done, total } = importProgress(view)
  return (
    <div className={styles.summary}>
      <p aria-live="polite">{t('imports.ofFiles', { done, total })}</p>
      <Progress value={total === 0 ? 0 : done / total} label={t('imports.progress')} />
      <CountsLine counts={view.counts} />
      {view.state === 'matching' ? <p role="status">{t('imports.matchingText')}</p> : null}
      {view.problem ? (
        <p className={styles.problem} role="alert">
          {t('upload.manifestBroken', { why: view.problem })}
        </p>
      ) : null}
      {view.state === 'open' ? <p>{t('imports.openText')}</p> : null}
    </div>
  )
}

function ImportBody({ view }: { view: ImportView }) {
  return (
    <>
      <Summary view={view} />
      <ImportItems importId={view.id} isLive={view.state !== 'done'} />
    </>
  )
}

/** The files of an import inside another page. */
export function LiveImport({ importId }: { importId: string }) {
  const common = useTranslations('common')
  const { data } = useImport(importId)
  return data ? <ImportBody view={data} /> : <Skeleton height={300} label={common('loading')} />
}

/** One import, file by file, live while it works. */
export function ImportScreen({ importId }: { importId: string }) {
  const t = useTranslations('media')
  const common = useTranslations('common')
  const { slug, role } = useProject()
  const router = useRouter()
  const found = useImport(importId)
  const view = found.data
  return (
    <Page>
      <Link href={`/p/${slug}/media/imports`} className={videoStyles.back}>
        {t('imports.back')}
      </Link>
      <PageHeader title={view?.source ?? t('imports.one')} note={view ? <Time iso={view.createdAt} /> : null}>
        {view?.state === 'done' && (view.counts.ready ?? 0) > 0 ? (
          <ButtonLink variant="primary" href={`/p/${slug}/media`}>
            {t('imports.toVideos')}
          </ButtonLink>
        ) : null}
        {view && view.state !== 'deleting' && roleCan(role, 'media.manage') ? (
          <DeleteButton kind="import" ids={[importId]} onDeleted={() => router.push(`/p/${slug}/media/imports`)} />
        ) : null}
      </PageHeader>
      {view ? (
        <ImportBody view={view} />
      ) : found.isError ? (
        <ErrorState
          title={common('failedTitle')}
          text={errorText(found.error)}
          action={<Button onClick={() => found.refetch()}>{common('retry')}</Button>}
        />
      ) : (
        <Skeleton height={300} label={common('loading')} />
      )}
    </Page>
  )
}
