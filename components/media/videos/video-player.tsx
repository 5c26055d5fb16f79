'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Skeleton } from '@/components/ui'
import type { PlayableVideo, VideoDetail } from '@/lib/contracts/http/media'
import { FilmstripImage } from '../filmstrip-image'
import styles from './video-screen.module.css'

/** The middle of a frame in seconds, so that rounding in the browser shows no neighbour. */
function middleOf({ ptsUs, durationUs }: PlayableVideo, frame: number): number {
  const from = ptsUs[frame] ?? 0
  return (from + (ptsUs[frame + 1] ?? durationUs)) / 2e6
}

/** The clip playing, from a given frame if there is one, and its frames in a row below. */
export function VideoPlayer({ video, frame }: { video: VideoDetail; frame: number | null }) {
  const t = useTranslations('media')
  const [failed, setFailed] = useState(false)
  const { playable, fileName, posterUrl } = video
  if (!playable && video.state === 'ready') return <p className={styles.cannot}>{t('video.preparing')}</p>
  if (!playable) return <Skeleton height={320} label={t(`state.${video.state}`)} />
  return (
    <div className={styles.player}>
      {failed ? (
        <p className={styles.cannot}>{t('video.cannotPlay')}</p>
      ) : (
        <video
          controls
          loop
          playsInline
          preload="metadata"
          poster={posterUrl ?? undefined}
          src={playable.url}
          aria-label={t('video.player', { file: fileName })}
          style={{ aspectRatio: `${playable.width} / ${playable.height}` }}
          onLoadedMetadata={({ currentTarget }) => {
            if (frame !== null && frame < playable.ptsUs.length) currentTarget.currentTime = middleOf(playable, frame)
          }}
          onError={() => setFailed(true)}
        />
      )}
      {frame !== null && frame < playable.ptsUs.length ? (
        <p className={styles.at}>{t('video.atFrame', { frame, count: playable.ptsUs.length })}</p>
      ) : null}
      {playable.filmstrip ? (
        <FilmstripImage filmstrip={playable.filmstrip} label={t('video.filmstrip', { file: fileName })} />
      ) : null}
    </div>
  )
}
