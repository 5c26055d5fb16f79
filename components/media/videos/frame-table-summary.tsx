'use client'

import { useTranslations } from 'use-intl'
import { Card, Stat, StatRow } from '@/components/ui'
import type { PlayableVideo } from '@/lib/contracts/http/media'
import { useNumbers } from '../words'
import { frameIntervals } from './frame-intervals'
import styles from './video-screen.module.css'

const HEIGHT = 40

/** One line over the clip: higher where a frame stays longer. */
function IntervalLine({ intervalsUs, longestUs }: { intervalsUs: number[]; longestUs: number }) {
  const t = useTranslations('media')
  const width = Math.max(1, intervalsUs.length)
  const steps = intervalsUs.map((us, index) => {
    const y = HEIGHT - (us / longestUs) * (HEIGHT - 4)
    return `${index === 0 ? 'M' : 'L'}${index} ${y} L${index + 1} ${y}`
  })
  return (
    <svg
      className={styles.intervals}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={t('video.intervals')}
    >
      <path d={steps.join(' ')} />
    </svg>
  )
}

/** The frame table in three figures and a line. */
export function FrameTableSummary({ playable: { ptsUs } }: { playable: PlayableVideo }) {
  const t = useTranslations('media')
  const numbers = useNumbers()
  const intervals = frameIntervals(ptsUs)
  const last = ptsUs.length - 1
  const millis = (us: number) => t('video.millis', { ms: numbers.millis(us) })
  return (
    <Card title={t('video.frameTable')} note={t('video.frameTableNote')}>
      {intervals ? (
        <>
          <StatRow>
            <Stat label={t('video.shortest')} value={millis(intervals.shortestUs)} />
            <Stat label={t('video.median')} value={millis(intervals.medianUs)} />
            <Stat label={t('video.longest')} value={millis(intervals.longestUs)} />
            <Stat
              label={t('video.lastFrame')}
              value={numbers.count(last)}
              note={t('seconds', { seconds: numbers.seconds(ptsUs[last] ?? 0) })}
            />
          </StatRow>
          <IntervalLine intervalsUs={intervals.intervalsUs} longestUs={intervals.longestUs} />
        </>
      ) : (
        <p>{t('video.oneFrame')}</p>
      )}
    </Card>
  )
}
