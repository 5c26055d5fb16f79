'use client'

import { useTranslations } from 'use-intl'
import { IntervalPlot } from '@/components/agreement'
import { Stat, StatRow } from '@/components/ui'
import { ENOUGH_PAIRS, type Figure, isFlattering, type ModelFigures } from '@/lib/domain/evaluation'
import styles from './model.module.css'
import { plotOf, SHARE, useFigures } from './use-figures'

type HeadlineProps = { label: string; figure: Figure; extra?: readonly string[] }

function Headline({ label, figure, extra = [] }: HeadlineProps) {
  const t = useTranslations('evaluation')
  const { value, interval } = useFigures()
  return (
    <Stat label={label} value={value(figure)} note={interval(figure)}>
      <IntervalPlot scale={SHARE} {...plotOf(figure)} colour="var(--accent)" />
      <small className={styles.small}>{[t('n', { n: figure.n }), ...extra].join(' · ')}</small>
    </Stat>
  )
}

/** The REACT-Bench figures at one glance. */
export function HeadlineRow({ figures: { preference, recognition } }: { figures: ModelFigures }) {
  const t = useTranslations('evaluation')
  const { two, value } = useFigures()
  const { boxes, calibration } = recognition
  const { epsilon } = preference.withTies
  return (
    <StatRow>
      <Headline
        label={t('withTies')}
        figure={preference.withTies}
        extra={[
          ...(epsilon === null ? [] : [t('withTiesNote', { epsilon: two(epsilon) })]),
          ...(isFlattering(preference.withTies) ? [t('withTiesFew', { enough: ENOUGH_PAIRS })] : []),
        ]}
      />
      <Headline label={t('withoutTies')} figure={preference.withoutTies} />
      <Headline label={t('distortedF1')} figure={recognition.distorted.f1} />
      <Headline label={t('normalF1')} figure={recognition.normal.f1} />
      <Headline
        label={t('boxesFound')}
        figure={boxes.hit30}
        extra={boxes.hit30.n === 0 ? [] : [t('boxesFoundNote', { hit50: value(boxes.hit50) })]}
      />
      <Headline label={t('meanIou')} figure={boxes.meanIou} extra={[t('meanIouNote')]} />
      <Headline label={t('calibrationError')} figure={calibration.error} />
    </StatRow>
  )
}
