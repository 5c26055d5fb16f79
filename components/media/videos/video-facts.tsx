'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Card, Time } from '@/components/ui'
import type { PlayableVideo, VideoDetail } from '@/lib/contracts/http/media'
import { useNumbers, useRateText } from '../words'
import styles from './video-screen.module.css'

type Fact = [name: string, value: ReactNode]

/** What the worker found out about the file. */
export function VideoFacts({ video }: { video: VideoDetail }) {
  const t = useTranslations('media')
  const numbers = useNumbers()
  const rateText = useRateText()
  const { playable, durationUs, rotation, sampleAspect } = video
  const facts: Fact[] = [
    [t('video.promptId'), video.prompt.externalId],
    [t('generator'), video.generator],
    [t('video.mode'), t(`video.${video.mode}`)],
    [t('frames'), video.frameCount === null ? null : numbers.count(video.frameCount)],
    [t('rate'), rateText(video)],
    [t('duration'), durationUs === null ? null : t('seconds', { seconds: numbers.seconds(durationUs) })],
    [t('video.display'), video.width ? `${video.width} × ${video.height}` : null],
    [t('video.coded'), video.codedWidth ? `${video.codedWidth} × ${video.codedHeight}` : null],
    [t('video.rotation'), rotation ? t('video.degrees', { degrees: rotation }) : null],
    [t('video.sampleAspect'), sampleAspect === '1:1' ? null : sampleAspect],
    [t('codec'), video.codec],
    [t('video.pixelFormat'), video.pixelFormat],
    [t('video.container'), video.container],
    [t('video.playback'), playable ? t(`video.${playedAs(playable)}`) : null],
    [t('video.bytes'), t('video.megabytes', { mb: numbers.megabytes(video.sizeBytes) })],
    [t('imported'), <Time key="imported" iso={video.createdAt} />],
    [t('video.sha256'), <code key="sha256">{video.sha256}</code>],
  ]
  return (
    <Card title={t('video.facts')}>
      <dl className={styles.facts}>
        {facts
          .filter(([, value]) => value !== null && value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </Card>
  )
}

function playedAs({ isProxy, reducedUrl }: PlayableVideo): 'proxy' | 'reduced' | 'original' {
  if (isProxy) return 'proxy'
  return reducedUrl === null ? 'original' : 'reduced'
}
