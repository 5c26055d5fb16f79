'use client'

import { useEffect, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Badge, Card, Progress, Stat, StatRow } from '@/components/ui'
import type { RunView } from '@/lib/contracts/http/proposals'
import { addSample, recentRate, remainingSeconds, type Sample } from './live-rate'
import { isLive, RUN_TONES, runShare } from './run-badge'
import { providerWords, readProviderReason } from './run-words'
import styles from './runs.module.css'

/**
 * Frames a second: of the last half minute while it works, of the whole run afterwards.
 * @param seenAtMs when the run was last fetched: a look that finds no new frame is a sample too
 */
function useRate({ state, frames }: RunView, seenAtMs: number): number | null {
  const [samples, setSamples] = useState<Sample[]>([])
  const live = isLive(state)
  useEffect(() => {
    setSamples((known) => (live ? addSample(known, { atMs: seenAtMs, scored: frames.scored }) : []))
  }, [live, frames.scored, seenAtMs])
  return (live ? recentRate(samples) : null) ?? frames.perSecond
}

function useDuration(): (seconds: number) => string {
  const format = useFormatter()
  return (seconds) => {
    const unit = (value: number, name: 'second' | 'minute' | 'hour') =>
      format.number(value, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: 0 })
    if (seconds < 90) return unit(Math.ceil(seconds), 'second')
    if (seconds < 5400) return unit(Math.ceil(seconds / 60), 'minute')
    return unit(Math.ceil(seconds / 3600), 'hour')
  }
}

/** How far a run is, how fast it goes, and on what. */
export function RunFigures({ run, seenAtMs }: { run: RunView; seenAtMs: number }) {
  const t = useTranslations('proposals')
  const format = useFormatter()
  const duration = useDuration()
  const rate = useRate(run, seenAtMs)
  const { videos, frames, state } = run
  const remaining = remainingSeconds(frames.remaining, rate)
  const remainingText = isLive(state)
    ? remaining === null
      ? t('run.remainingUnknown')
      : duration(remaining)
    : t('run.remainingNone')
  return (
    <div className={styles.head}>
      <Progress value={runShare(run)} label={t('progressOf')} />
      <StatRow>
        <Stat
          label={t('run.clips')}
          value={t('ofTotal', { done: videos.done, total: videos.total })}
          note={videos.failed > 0 ? t('run.failed', { count: videos.failed }) : undefined}
        />
        <Stat
          label={t('frames')}
          value={format.number(frames.scored)}
          note={t('run.framesNote', { budget: format.number(frames.budget) })}
        />
        <Stat label={t('proposals')} value={format.number(run.proposals)} />
        <Stat
          label={t('run.rate')}
          value={rate === null ? '–' : format.number(rate, { maximumFractionDigits: 1 })}
          note={rate === null ? undefined : t('run.rateUnit')}
        />
        <Stat label={t('run.remaining')} value={remainingText} />
      </StatRow>
    </div>
  )
}

/** What the run computes on, and why not on something faster. */
export function RunProvider({ run }: { run: RunView }) {
  const t = useTranslations('proposals')
  const unknown = providerWords(run)
  const counts = Object.entries(run.videos).filter(([state, count]) => state !== 'total' && count > 0)
  return (
    <Card title={t('run.provider')}>
      <p>
        <strong>{unknown ? t(`run.${unknown}`) : run.provider}</strong>
      </p>
      {run.providerReasons.length > 0 ? (
        <ul className={styles.reasons} aria-label={t('run.providerWhy')}>
          {run.providerReasons.map(readProviderReason).map(({ provider, why, raw }) => (
            <li key={provider}>
              {t(`run.${why}`, { provider })}
              <details>
                <summary>{t('run.providerRaw')}</summary>
                {raw}
              </details>
            </li>
          ))}
        </ul>
      ) : null}
      <div className={styles.counts}>
        {counts.map(([state, count]) => (
          <Badge key={state} tone={RUN_TONES[state as RunView['state']]}>
            {count} {t(`states.${state}`)}
          </Badge>
        ))}
      </div>
    </Card>
  )
}
