'use client'

import { useFormatter, useTranslations } from 'use-intl'
import { IntervalPlot, type Scale } from '@/components/agreement'
import { Stat, StatRow } from '@/components/ui'
import type { RunDifferences as Figures } from '@/lib/domain/evaluation'
import { differenceScale, ranksNote } from '../conclusion'
import { SHARE, useFigures } from '../use-figures'
import styles from './comparison.module.css'

const RANKS: Scale = { low: -1, high: 1, ticks: [] }

/** How far the two runs are of one mind, at one glance. */
export function RunDifferences({ figures }: { figures: Figures }) {
  const t = useTranslations('comparison')
  const format = useFormatter()
  const { value, interval } = useFigures()
  const { clips, turned, changed, difference, ranks, frames, labels } = figures
  const exact = ranksNote(ranks)
  const both = clips.same + clips.changed
  const small = (text: string) => <small className={styles.small}>{text}</small>
  return (
    <StatRow>
      <Stat label={t('both')} value={format.number(both)}>
        {small(t('alone', { a: clips.onlyA, b: clips.onlyB }))}
      </Stat>
      <Stat label={t('changed')} value={format.number(clips.changed)} note={t('changedOf', { both })}>
        <IntervalPlot scale={SHARE} value={changed.value} ci95={changed.ci95} colour="var(--accent)" />
        {small(t('changedNote', { ...turned, share: value(changed), interval: interval(changed) }))}
      </Stat>
      <Stat label={t('difference')} value={value(difference)} note={interval(difference)}>
        <IntervalPlot
          scale={differenceScale(difference)}
          value={difference.value}
          ci95={difference.ci95}
          reference={0}
          colour="var(--accent)"
        />
        {small(t('differenceNote'))}
      </Stat>
      <Stat label={t('ranks')} value={value(ranks)} note={exact ? t(exact) : interval(ranks)}>
        <IntervalPlot scale={RANKS} value={ranks.value} ci95={ranks.ci95} reference={0} colour="var(--accent)" />
        {small(t('ranksNote'))}
      </Stat>
      <Stat label={t('frames')} value={value(frames)} note={interval(frames)}>
        <IntervalPlot scale={SHARE} value={frames.value} ci95={frames.ci95} colour="var(--accent)" />
        {small(t('framesNote', { n: frames.n }))}
      </Stat>
      <Stat label={t('labels')} value={value(labels)} note={interval(labels)}>
        <IntervalPlot scale={SHARE} value={labels.value} ci95={labels.ci95} colour="var(--accent)" />
        {small(t('labelsNote', { n: labels.n }))}
      </Stat>
    </StatRow>
  )
}
