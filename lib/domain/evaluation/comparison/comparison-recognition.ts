import { mean } from '@/lib/domain/shared'
import { calibrationError } from '../calibration'
import { createClusters, type Statistic, type Totals } from '../clustered'
import { countFrame, f1Of, share } from '../recognition-figures'
import type { CommonFrame, Sides } from './common-ground'
import { type ComparisonFigure, comparisonFigure, NO_COMPARISON_FIGURE } from './comparison-figure'

export const RECOGNITION = ['accuracy', 'distortedF1', 'normalF1', 'macroF1', 'boxesFound', 'calibrationError'] as const
export type RecognitionName = (typeof RECOGNITION)[number]

const BINS = Array.from({ length: 10 }, (_, bin) => `bin ${bin}`)

type Defined = {
  value: Statistic
  n: (totals: Totals) => number
  /** A clip differs in the figure where the two differ in one of these. */
  made: readonly ((totals: Totals) => number)[]
  /** Whether clips stand in as trials, for those that have any n. */
  isShare: boolean
}

const counter = (name: string) => (totals: Totals) => totals(name)
const frames = (totals: Totals) => totals('distorted true') + totals('normal true')
const right = (totals: Totals) => totals('distorted both') + totals('normal both')

function f1Figure(name: string): Defined {
  return {
    value: f1Of(name).value,
    n: counter(`${name} true`),
    made: [counter(`${name} both`), counter(`${name} said`)],
    isShare: false,
  }
}

/** Over the labels that are true of a frame: the same ones for both runs, so F1 is defined for each. */
function macroF1(labels: readonly string[]): Defined {
  const names = labels.map((label) => `label ${label}`)
  const all = names.map((name) => ({ name, f1: f1Of(name).value }))
  return {
    value: (totals) => {
      const occurring = all.filter(({ name }) => totals(`${name} true`) > 0)
      return occurring.length === 0 ? null : mean(occurring.map(({ f1 }) => f1(totals) ?? 0))
    },
    n: (totals) => names.reduce((count, name) => count + totals(`${name} true`), 0),
    made: names.flatMap((name) => [counter(`${name} both`), counter(`${name} said`)]),
    isShare: false,
  }
}

function definitions(labels: readonly string[]): Record<RecognitionName, Defined> {
  return {
    accuracy: { value: share(right, frames), n: frames, made: [right], isShare: true },
    distortedF1: f1Figure('distorted'),
    normalF1: f1Figure('normal'),
    macroF1: macroF1(labels),
    boxesFound: {
      value: share(counter('hit30'), counter('boxes')),
      n: counter('boxes'),
      made: [counter('hit30')],
      isShare: true,
    },
    calibrationError: {
      value: calibrationError,
      n: frames,
      made: BINS.flatMap((bin) => [counter(bin), counter(`${bin} predicted`)]),
      isShare: false,
    },
  }
}

/** Of what was counted for both runs, that of one. */
function of(side: keyof Sides<unknown>, totals: Totals): Totals {
  return (name) => totals(`${side} ${name}`)
}

function differenceOf({ value }: Defined): Statistic {
  return (totals) => {
    const [a, b] = [value(of('a', totals)), value(of('b', totals))]
    return a === null || b === null ? null : b - a
  }
}

function isDiffering({ made }: Defined, totals: Totals): boolean {
  const [a, b] = [of('a', totals), of('b', totals)]
  return made.some((part) => Math.abs(part(a) - part(b)) > 1e-9)
}

function countFrames(given: readonly CommonFrame[], labels: readonly string[]) {
  const clusters = createClusters()
  for (const { clipId, truth, a, b } of given) {
    const count = clusters.counting(clipId)
    countFrame((name, by) => count(`a ${name}`, by), { clipId, truth, model: a }, labels)
    countFrame((name, by) => count(`b ${name}`, by), { clipId, truth, model: b }, labels)
  }
  return clusters
}

/**
 * How well both runs recognise the same frames.
 * @param labels label keys in taxonomy order
 * @param seed the same frames in any order, with the same seed, give the same intervals
 * Source: docs/spec/run-comparison.md [RC13] [RC14]
 */
export function compareRecognition(
  given: readonly CommonFrame[],
  labels: readonly string[],
  seed: string,
): Record<RecognitionName, ComparisonFigure> {
  const clusters = countFrames(given, labels)
  const totals = clusters.totals()
  const defined = definitions(labels)
  const entries = RECOGNITION.map((name) => [name, defined[name]] as const)
  const differences = Object.fromEntries(entries.map(([name, each]) => [name, differenceOf(each)]))
  const intervals = clusters.intervals(differences as Record<RecognitionName, Statistic>, seed)
  const [a, b] = [of('a', totals), of('b', totals)]
  const bothDraw = a('boxes said') > 0 && b('boxes said') > 0
  const figures = entries.map(([name, each]) => {
    if (name === 'boxesFound' && !bothDraw) return [name, NO_COMPARISON_FIGURE] as const
    const figure = comparisonFigure({
      a: each.value(a),
      b: each.value(b),
      n: each.n(a),
      drawn: intervals[name],
      differing: clusters.countWhere((own) => isDiffering(each, own)),
      trials: each.isShare ? clusters.countWhere((own) => each.n(of('a', own)) > 0) : null,
    })
    return [name, figure] as const
  })
  return Object.fromEntries(figures) as Record<RecognitionName, ComparisonFigure>
}
