'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Skeleton } from '@/components/ui'
import type { VideoDetail } from '@/lib/contracts/http/media'
import { FilmstripImage } from '../filmstrip-image'
import styles from './video-screen.module.css'

/** The clip playing, and its frames in a row below. */
export function VideoPlayer({ video }: { video: VideoDetail }) {
  const t = useTranslations('media')
  const [failed, setFailed] = useState(false)
  const { playable, fileName, posterUrl } = video
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
          onError={() => setFailed(true)}
        />
      )}
      {playable.filmstrip ? (
        <FilmstripImage filmstrip={playable.filmstrip} label={t('video.filmstrip', { file: fileName })} />
      ) : null}
    </div>
  )
}
