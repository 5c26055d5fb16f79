'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { DeleteButton } from '@/components/deletion'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import {
  BackLink,
  Button,
  Card,
  ErrorState,
  Page,
  PageHeader,
  Progress,
  Section,
  Skeleton,
  Time,
} from '@/components/ui'
import type { ReleaseView } from '@/lib/contracts/http/exports'
import { roleCan } from '@/lib/domain/accounts'
import { HowToLoad } from './how-to-load'
import styles from './release.module.css'
import { ReleaseFiles } from './release-files'
import { GateList, ReleaseReport, ReleaseState } from './release-report'

const POLL_MS = 1_000

function Building({ release: { progress, number } }: { release: ReleaseView }) {
  const t = useTranslations('releases')
  return (
    <Card title={t('buildingTitle')} note={t('buildingText')}>
      <Progress value={progress} label={t('progress', { number })} />
      <span className={styles.none}>{t('building', { percent: Math.round(progress * 100) })}</span>
    </Card>
  )
}

function Ready({ release }: { release: ReleaseView }) {
  const t = useTranslations('releases')
  const { counts } = release
  if (!counts) return null
  return (
    <>
      <ReleaseReport counts={counts} />
      <Section title={t('load')}>
        <HowToLoad counts={counts} release={release} />
      </Section>
      <Section title={t('files')} note={t('filesNote')}>
        <ReleaseFiles releaseId={release.id} />
      </Section>
    </>
  )
}

/** One release: its progress, or what is in it and how to take it along. */
export function ReleaseScreen({ releaseId }: { releaseId: string }) {
  const t = useTranslations('releases')
  const common = useTranslations('common')
  const { id: projectId, slug, role } = useProject()
  const router = useRouter()
  const { data, error, refetch } = useQuery({
    ...orpc.releases.getRelease.queryOptions({ input: { projectId, releaseId } }),
    refetchInterval: ({ state }) => (['building', 'deleting'].includes(state.data?.state ?? '') ? POLL_MS : false),
  })
  const back = <BackLink href={`/p/${slug}/releases`}>{t('back')}</BackLink>
  if (!data) {
    return (
      <Page>
        {back}
        {error ? (
          <ErrorState
            title={common('failedTitle')}
            text={errorText(error)}
            action={<Button onClick={() => refetch()}>{common('retry')}</Button>}
          />
        ) : (
          <Skeleton height={420} label={common('loading')} />
        )}
      </Page>
    )
  }
  return (
    <Page>
      {back}
      <PageHeader
        title={data.name}
        note={
          <>
            {t('releaseOf', { number: data.number })} · <Time iso={data.createdAt} />
          </>
        }
      >
        <ReleaseState release={{ ...data, progress: 0 }} />
        {data.state !== 'deleting' && roleCan(role, 'exports.manage') ? (
          <DeleteButton kind="release" ids={[releaseId]} onDeleted={() => router.push(`/p/${slug}/releases`)} />
        ) : null}
      </PageHeader>
      {data.state === 'building' ? <Building release={data} /> : null}
      {data.state === 'failed' ? (
        <ErrorState title={t('failedTitle')} text={`${data.error ?? ''} ${t('failedNext')}`} />
      ) : null}
      {data.state === 'ready' ? <Ready release={data} /> : null}
      <Section title={t('settings')}>
        <GateList release={data} />
      </Section>
    </Page>
  )
}
