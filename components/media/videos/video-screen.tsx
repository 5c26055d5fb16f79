'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { DeleteButton } from '@/components/deletion'
import { errorText, orpc } from '@/components/query'
import { useProject } from '@/components/shell'
import { BackLink, Badge, Button, Card, ErrorState, Page, PageHeader, Skeleton } from '@/components/ui'
import type { VideoDetail } from '@/lib/contracts/http/media'
import { roleCan } from '@/lib/domain/accounts'
import { toneOfState } from '../words'
import { FrameTableSummary } from './frame-table-summary'
import { VideoFacts } from './video-facts'
import { VideoPlayer } from './video-player'
import styles from './video-screen.module.css'

function Remarks({ video }: { video: VideoDetail }) {
  const t = useTranslations('media')
  if (video.warnings.length === 0) return null
  return (
    <Card title={t('video.remarks')}>
      <ul className={styles.remarks}>
        {video.warnings.map(({ code, message }) => (
          <li key={code}>
            <Badge tone="warn">{message}</Badge>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Metadata({ metadata }: Pick<VideoDetail, 'metadata'>) {
  const t = useTranslations('media')
  const entries = Object.entries(metadata)
  if (entries.length === 0) return null
  return (
    <Card title={t('video.metadata')}>
      <dl className={styles.facts}>
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

function Detail({ video, frame }: { video: VideoDetail; frame: number | null }) {
  const t = useTranslations('media')
  return (
    <>
      <p className={styles.prompt}>{video.prompt.text}</p>
      {video.state === 'refused' ? (
        <ErrorState title={t('video.refusedTitle')} text={video.refusalReason ?? ''} />
      ) : (
        <VideoPlayer video={video} frame={frame} />
      )}
      <div className={styles.columns}>
        <div className={styles.column}>
          <Remarks video={video} />
          {video.playable ? <FrameTableSummary playable={video.playable} /> : null}
          <Metadata metadata={video.metadata} />
        </div>
        <VideoFacts video={video} />
      </div>
    </>
  )
}

/** Its file is being read, its copy for browsers made, or it is being deleted. */
function isUnderWay(video: VideoDetail | undefined): boolean {
  if (!video) return false
  return ['probing', 'deleting'].includes(video.state) || (video.state === 'ready' && video.playable === null)
}

/** One clip with all that is known of it, at a frame if the address names one. */
export function VideoScreen({ videoId, frame = null }: { videoId: string; frame?: number | null }) {
  const t = useTranslations('media')
  const common = useTranslations('common')
  const { id: projectId, slug, role } = useProject()
  const router = useRouter()
  const video = useQuery({
    ...orpc.media.getVideo.queryOptions({ input: { projectId, videoId } }),
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? 1_000 : false),
  })
  return (
    <Page>
      <BackLink href={`/p/${slug}/media`}>{t('video.back')}</BackLink>
      <PageHeader title={video.data?.fileName ?? t('video.title')} note={video.data?.generator}>
        {video.data ? <Badge tone={toneOfState(video.data.state)}>{t(`state.${video.data.state}`)}</Badge> : null}
        {video.data && video.data.state !== 'deleting' && roleCan(role, 'media.manage') ? (
          <DeleteButton kind="video" ids={[videoId]} onDeleted={() => router.push(`/p/${slug}/media`)} />
        ) : null}
      </PageHeader>
      {video.data ? (
        <Detail video={video.data} frame={frame} />
      ) : video.isError ? (
        <ErrorState
          title={common('failedTitle')}
          text={errorText(video.error)}
          action={<Button onClick={() => video.refetch()}>{common('retry')}</Button>}
        />
      ) : (
        <Skeleton height={420} label={common('loading')} />
      )}
    </Page>
  )
}
