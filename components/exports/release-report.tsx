'use client'

import { useFormatter, useTranslations } from 'use-intl'
import { useProject } from '@/components/shell'
import { LabelMark, labelCss, useLabelLookup } from '@/components/taxonomy'
import { Section, Stat, StatRow } from '@/components/ui'
import type { ReleaseCounts } from '@/lib/domain/exports'
import { CountBars } from './count-bars'
import { leftOut, leftOutTotal, totalOf } from './counts'
import styles from './release.module.css'
import { SplitChart } from './split-chart'

function Figures({ counts }: { counts: ReleaseCounts }) {
  const t = useTranslations('releases')
  const format = useFormatter()
  return (
    <StatRow>
      <Stat
        label={t('pairs')}
        value={format.number(totalOf(counts, 'pairs'))}
        note={t('pairsNote', { pairs: totalOf(counts, 'pairs'), videoPairs: totalOf(counts, 'videoPairs') })}
      />
      <Stat
        label={t('frames')}
        value={format.number(totalOf(counts, 'frames'))}
        note={t('framesNote', { distorted: totalOf(counts, 'distortedFrames') })}
      />
      <Stat label={t('grpo')} value={format.number(totalOf(counts, 'grpoRows'))} note={t('grpoNote')} />
      <Stat
        label={t('considered')}
        value={format.number(counts.considered)}
        note={t('consideredNote', { count: counts.considered })}
      />
      <Stat label={t('leftOut')} value={format.number(leftOutTotal(counts))} note={t('leftOutNote')} />
    </StatRow>
  )
}

function LabelName({ labelKey }: { labelKey: string }) {
  const label = useLabelLookup(useProject().id).get(labelKey)
  return (
    <span className={styles.label}>
      {label ? <LabelMark label={label} /> : null}
      {label?.name ?? labelKey}
    </span>
  )
}

function Labels({ counts }: { counts: ReleaseCounts }) {
  const lookup = useLabelLookup(useProject().id)
  const order = [...lookup.keys()]
  const found = Object.entries(counts.labels).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
  const rows = found.map(([key, count]) => {
    const label = lookup.get(key)
    return { key, name: <LabelName key={key} labelKey={key} />, count, colour: label && labelCss(label.colour) }
  })
  return <CountBars rows={rows} />
}

/** What is in a finished release, and what is not. */
export function ReleaseReport({ counts }: { counts: ReleaseCounts }) {
  const t = useTranslations('releases')
  const reasons = leftOut(counts)
  const skipped = Object.entries(counts.skippedFrames)
  return (
    <>
      <Figures counts={counts} />
      <Section title={t('splits')} note={t('splitsNote')}>
        <SplitChart counts={counts} />
      </Section>
      <div className={styles.columns}>
        <Section title={t('labels')} note={t('labelsNote')}>
          <Labels counts={counts} />
        </Section>
        <Section title={t('reasons')} note={t('reasonsNote')}>
          {reasons.length === 0 ? (
            <p className={styles.none}>{t('nothingLeftOut')}</p>
          ) : (
            <CountBars
              rows={reasons.map(({ reason, count }) => ({ key: reason, name: t(`reason.${reason}`), count }))}
            />
          )}
          {skipped.length === 0 ? null : (
            <>
              <h3 className={styles.subtitle}>{t('skippedFrames')}</h3>
              <CountBars rows={skipped.map(([key, count]) => ({ key, name: t(`reason.${key}`), count }))} />
            </>
          )}
        </Section>
      </div>
    </>
  )
}
