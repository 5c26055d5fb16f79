'use client'

import type { ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { useProject } from '@/components/shell'
import { LabelMark, labelCss, useLabelLookup } from '@/components/taxonomy'
import { Badge, Progress, Section, Stat, StatRow } from '@/components/ui'
import type { ReleaseView } from '@/lib/contracts/http/exports'
import type { ReleaseCounts } from '@/lib/domain/exports'
import { leftOut, leftOutTotal, totalOf } from './counts'
import styles from './release.module.css'
import { SplitChart } from './split-chart'

type CountBarsProps = { rows: readonly { key: string; name: ReactNode; count: number; colour?: string | undefined }[] }

/** Counts by name, each with a bar in proportion to the largest. */
function CountBars({ rows }: CountBarsProps) {
  const format = useFormatter()
  const most = Math.max(1, ...rows.map(({ count }) => count))
  return (
    <dl className={styles.counts}>
      {rows.map(({ key, name, count, colour }) => (
        <div key={key}>
          <dt>{name}</dt>
          <dd>
            <span className={styles.track} aria-hidden="true">
              <i style={{ width: `${(count / most) * 100}%`, ...(colour && { background: colour }) }} />
            </span>
            <span>{format.number(count)}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

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

const SHARES = ['minPreferenceAgreement', 'minLabelAgreement'] as const
const SWITCHES = ['requireReviewed', 'excludeFlagged', 'requirePreference', 'requireLabels'] as const

/** The gates and the seed of a release. */
export function GateList({ release: { gates, marks, seed } }: { release: ReleaseView }) {
  const t = useTranslations('releases')
  const format = useFormatter()
  const rows = [
    { name: t('gate.minAnnotations'), value: format.number(gates.minAnnotations) },
    ...SHARES.map((gate) => ({ name: t(`gate.${gate}`), value: format.number(gates[gate] * 100) })),
    ...SWITCHES.map((gate) => ({ name: t(`gate.${gate}`), value: t(gates[gate] ? 'yes' : 'no') })),
    { name: t('marks'), value: t(`markChoice.${marks}`) },
    { name: t('seed'), value: String(seed) },
  ]
  return (
    <dl className={styles.facts}>
      {rows.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const TONES = { building: 'accent', ready: 'good', failed: 'bad', deleting: 'warn' } as const

export function ReleaseState({ release: { state, progress, number } }: { release: ReleaseView }) {
  const t = useTranslations('releases')
  return (
    <span className={styles.state}>
      <Badge tone={TONES[state]}>{t(`states.${state}`)}</Badge>
      {state === 'building' ? <Progress value={progress} label={t('progress', { number })} /> : null}
    </span>
  )
}
