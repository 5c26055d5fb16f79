'use client'

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useProject } from '@/components/shell'
import { Badge } from '@/components/ui'
import type { VideoSummary } from '@/lib/contracts/http/media'
import { toneOfState, useNumbers, useRateText } from '../words'
import { SelectBox, type Selection } from './use-selection'
import styles from './videos.module.css'

function Poster({ video }: { video: VideoSummary }) {
  const t = useTranslations('media')
  return (
    <div className={styles.poster}>
      {video.posterUrl ? (
        // biome-ignore lint/performance/noImgElement: signed media of this server, sized by the worker
        <img src={video.posterUrl} alt="" loading="lazy" decoding="async" />
      ) : (
        <span>{video.state === 'refused' ? video.fileName : t(`state.${video.state}`)}</span>
      )}
    </div>
  )
}

/** One clip: what it shows first, then what it answers. */
export function VideoCard({ video, selection }: { video: VideoSummary; selection: Selection | undefined }) {
  const t = useTranslations('media')
  const numbers = useNumbers()
  const rateText = useRateText()
  const { slug } = useProject()
  const { id, prompt, generator, state, warnings, refusalReason, frameCount, durationUs } = video
  return (
    <li className={styles.card}>
      <Poster video={video} />
      {selection ? <SelectBox video={video} selection={selection} /> : null}
      <div className={styles.about}>
        <Link href={`/p/${slug}/media/${id}`} className={styles.prompt}>
          {prompt.text}
        </Link>
        <span className={styles.generator}>{generator}</span>
        {state === 'ready' ? (
          <span className={styles.facts}>
            {[
              frameCount === null ? '' : t('framesShort', { count: frameCount }),
              rateText(video),
              durationUs === null ? '' : t('seconds', { seconds: numbers.seconds(durationUs) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        ) : (
          <Badge tone={toneOfState(state)}>{t(`state.${state}`)}</Badge>
        )}
        {refusalReason ? <span className={styles.reason}>{refusalReason}</span> : null}
        {warnings.length > 0 ? (
          <span className={styles.reason} title={warnings.map(({ message }) => message).join('\n')}>
            {t('warnings', { count: warnings.length })}
          </span>
        ) : null}
      </div>
    </li>
  )
}
