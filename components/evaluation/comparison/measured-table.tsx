'use client'

import { useFormatter, useTranslations } from 'use-intl'
import { IntervalPlot, type Scale, ScaleTicks } from '@/components/agreement'
import type { EvaluationTruth } from '@/lib/contracts/http/evaluation'
import {
  COMPARISON_GROUPS,
  type ComparisonFigure,
  type ComparisonFigures,
  type ComparisonGroup,
  type ComparisonName,
  comparisonVerdict,
  isLowerBetter,
  LEAST_DIFFERING,
  leaningOf,
  preferencesNeeded,
} from '@/lib/domain/evaluation'
import model from '../model.module.css'
import { NONE, useFigures } from '../use-figures'
import { measuredScale } from './comparison-choice'
import styles from './measured.module.css'

const GROUPS = Object.keys(COMPARISON_GROUPS) as ComparisonGroup[]
const UNITS = {
  withoutTies: 'pairs',
  withTies: 'pairs',
  accuracy: 'frames',
  distortedF1: 'frames',
  normalF1: 'frames',
  macroF1: 'labels',
  boxesFound: 'boxes',
  calibrationError: 'frames',
} as const satisfies Record<ComparisonName, string>

/** A difference with its sign, whichever way it goes. */
function useSigned(): (value: number) => string {
  const format = useFormatter()
  const signed = { minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: 'exceptZero' } as const
  return (value) => format.number(value, signed).replace('-', '−')
}

function RowNote({ name, given: { epsilon, figures } }: { name: ComparisonName; given: ComparisonFigures }) {
  const t = useTranslations('comparison.measured')
  const { two } = useFigures()
  if (isLowerBetter(name)) return <small>{t('lowerIsBetter')}</small>
  if (name === 'boxesFound' && figures.boxesFound.difference.value === null) return <small>{t('onlyBoth')}</small>
  if (name !== 'withTies' || epsilon.a === null || epsilon.b === null) return null
  return <small>{t('ties', { a: two(epsilon.a), b: two(epsilon.b) })}</small>
}

function Difference({ difference: { value, ci95 } }: Pick<ComparisonFigure, 'difference'>) {
  const t = useTranslations('comparison.measured')
  const signed = useSigned()
  if (value === null) return <td>{NONE}</td>
  return (
    <td className={styles.difference}>
      <strong>{signed(value)}</strong>
      <small>{ci95 ? t('interval', { low: signed(ci95[0]), high: signed(ci95[1]) }) : t('noInterval')}</small>
    </td>
  )
}

/** What one figure says, and why it cannot tell. */
function Says({ name, figure }: { name: ComparisonName; figure: ComparisonFigure }) {
  const t = useTranslations('comparison.measured')
  const leaning = leaningOf(name, figure)
  if (leaning === 'a' || leaning === 'b') return <td className={styles.told}>{t(`leanings.${leaning}`)}</td>
  const isFew = leaning === 'open' && figure.differing < LEAST_DIFFERING
  const few = UNITS[name] === 'pairs' ? 'fewPairs' : 'fewClips'
  return (
    <td className={styles.says}>
      {isFew ? t(few, { count: figure.differing, least: LEAST_DIFFERING }) : t(`leanings.${leaning}`)}
    </td>
  )
}

function Row({ name, given, scale }: { name: ComparisonName; given: ComparisonFigures; scale: Scale }) {
  const t = useTranslations('comparison.measured')
  const { two } = useFigures()
  const figure = given.figures[name]
  const { a, b, difference } = figure
  const isTold = ['a', 'b'].includes(leaningOf(name, figure))
  return (
    <tr>
      <th scope="row">
        {t(`names.${name}`)}
        <RowNote name={name} given={given} />
      </th>
      <td>{a === null ? NONE : two(a)}</td>
      <td>{b === null ? NONE : two(b)}</td>
      <td className={styles.plot}>
        <IntervalPlot
          scale={scale}
          value={difference.value}
          ci95={difference.ci95}
          reference={0}
          colour={isTold ? 'var(--accent)' : 'var(--ink-2)'}
        />
      </td>
      <Difference difference={difference} />
      <td>{t(`units.${UNITS[name]}`, { n: difference.n })}</td>
      <Says name={name} figure={figure} />
    </tr>
  )
}

type GroupProps = { group: ComparisonGroup; given: ComparisonFigures; truth: EvaluationTruth; scale: Scale }

function Group({ group, given, truth, scale }: GroupProps) {
  const t = useTranslations('comparison.measured')
  const { verdict, lead } = comparisonVerdict(group, given)
  const needed = group === 'preferences' ? preferencesNeeded(given) : null
  const names: readonly ComparisonName[] = COMPARISON_GROUPS[group]
  const ends = isLowerBetter(lead) ? (['bSide', 'aSide'] as const) : (['aSide', 'bSide'] as const)
  return (
    <tbody>
      <tr className={styles.group}>
        <th scope="rowgroup" colSpan={3}>
          {t(`groups.${group}`)}:{' '}
          <strong>
            {needed === null
              ? t(`verdicts.${verdict}`, { truth: t(`truths.${truth}`) })
              : t('needed', { count: needed })}
          </strong>
        </th>
        <td className={styles.plot}>
          <span className={styles.ends}>
            <span>‹ {t(ends[0])}</span>
            <span>{t(ends[1])} ›</span>
          </span>
        </td>
        <td colSpan={3} />
      </tr>
      {names.map((name) => (
        <Row key={name} name={name} given={given} scale={scale} />
      ))}
    </tbody>
  )
}

/** Every figure of both runs, their difference as a picture and in words, and what each group says. */
export function MeasuredTable({ given, truth }: { given: ComparisonFigures; truth: EvaluationTruth }) {
  const t = useTranslations('comparison.measured')
  const signed = useSigned()
  const scale = measuredScale(given)
  return (
    <section className={model.scroll} aria-label={t('title')} tabIndex={0}>
      <table className={`${model.table} ${styles.table}`}>
        <caption className="visually-hidden">{t('title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('figure')}</th>
            <th scope="col">A</th>
            <th scope="col">B</th>
            <th scope="col">
              <span className="visually-hidden">{t('plot')}</span>
            </th>
            <th scope="col">{t('difference')}</th>
            <th scope="col">{t('n')}</th>
            <th scope="col" className={styles.says}>
              {t('says')}
            </th>
          </tr>
        </thead>
        {GROUPS.map((group) => (
          <Group key={group} group={group} given={given} truth={truth} scale={scale} />
        ))}
        <tfoot aria-hidden="true">
          <tr>
            <td colSpan={3} />
            <td className={styles.plot}>
              <ScaleTicks scale={scale} format={signed} />
            </td>
            <td colSpan={3} />
          </tr>
        </tfoot>
      </table>
    </section>
  )
}
