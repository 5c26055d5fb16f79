'use client'

import { useFormatter, useTranslations } from 'use-intl'
import { Stat, StatRow } from '@/components/ui'
import type { AgreementReport } from '@/lib/contracts/http/agreement'
import { IntervalPlot } from './interval-plot'
import { ALPHA_GATE, alphaScale } from './scale'
import { useFigures } from './use-figures'

const SHARE = { low: 0, high: 1, ticks: [] }
const NONE = '–'

/** The figures of the whole project at one glance. */
export function FigureRow({ report }: { report: AgreementReport }) {
  const t = useTranslations('agreement')
  const format = useFormatter()
  const { two, percent, time, interval } = useFigures()
  const { alpha, percent: same } = report.preference
  const undefinedWhy = t(alpha.items === 0 ? 'nothingCompared' : 'undefinedAlpha')
  const alphaNote = alpha.value === null ? undefinedWhy : alpha.ci95 ? interval(alpha.ci95) : t('noInterval')
  return (
    <StatRow>
      <Stat label={t('preferenceAlpha')} value={alpha.value === null ? NONE : two(alpha.value)} note={alphaNote}>
        {alpha.value === null ? null : (
          <IntervalPlot
            scale={alphaScale([alpha.value, ...(alpha.ci95 ?? [])])}
            value={alpha.value}
            ci95={alpha.ci95}
            reference={ALPHA_GATE}
            colour="var(--accent)"
          />
        )}
      </Stat>
      <Stat
        label={t('sameAnswer')}
        value={same.value === null ? NONE : percent(same.value)}
        note={same.value === null ? t('nothingCompared') : t('ofPairs', { pairs: same.items })}
      >
        {same.value === null ? null : (
          <IntervalPlot scale={SHARE} value={same.value} ci95={same.ci95} colour="var(--ink)" />
        )}
      </Stat>
      <Stat
        label={t('disagreements')}
        value={format.number(report.disagreements)}
        note={t('ofPairs', { pairs: report.pairsCompared })}
      />
      <Stat
        label={t('medianTime')}
        value={report.medianActiveMs === null ? NONE : time(report.medianActiveMs)}
        note={t(report.medianActiveMs === null ? 'notMeasured' : 'medianTimeNote')}
      />
      <Stat
        label={t('answers')}
        value={format.number(report.annotations)}
        note={t('answersNote', { people: report.annotators })}
      />
    </StatRow>
  )
}
