import { z } from 'zod'
import { type Interval, wilsonInterval } from '@/lib/domain/agreement'
import { iou } from '@/lib/domain/shared'
import { CalibrationBin, calibrationBins, calibrationError, countCalibration } from './calibration'
import { type Count, createClusters, type Statistic, type Totals } from './clustered'
import { Figure, isFlat } from './figure'
import type { EvaluatedFrame, LabelledBox } from './truth'

/**
 * Pairs true boxes with the model's of the same label, one to one, the most overlapping first; without overlap none.
 * @returns the overlap (IoU) of each pair
 * Source: docs/spec/evaluation.md [EV8]
 */
export function matchBoxes(truth: readonly LabelledBox[], model: readonly LabelledBox[]): number[] {
  const candidates = truth
    .flatMap((mine, place) =>
      model.map((theirs, other) => ({
        place,
        other,
        overlap: mine.labelKey === theirs.labelKey ? iou(mine.box, theirs.box) : 0,
      })),
    )
    .filter(({ overlap }) => overlap > 0)
    .sort((a, b) => b.overlap - a.overlap || a.place - b.place || a.other - b.other)
  const taken = { truth: new Set<number>(), model: new Set<number>() }
  return candidates.flatMap(({ place, other, overlap }) => {
    if (taken.truth.has(place) || taken.model.has(other)) return []
    taken.truth.add(place)
    taken.model.add(other)
    return overlap
  })
}

export const ClassFigures = z.object({ precision: Figure, recall: Figure, f1: Figure })
export type ClassFigures = z.infer<typeof ClassFigures>

export const RecognitionFigures = z.object({
  distorted: ClassFigures,
  normal: ClassFigures,
  labels: z.array(ClassFigures.extend({ labelKey: z.string() })),
  /** `meanIou` over matched boxes; `hit30` and `hit50`: share of true boxes found with so much overlap. */
  boxes: z.object({ meanIou: Figure, hit30: Figure, hit50: Figure }),
  calibration: z.object({ error: Figure, bins: z.array(CalibrationBin) }),
})
export type RecognitionFigures = z.infer<typeof RecognitionFigures>

const HITS = { hit30: 0.3, hit50: 0.5 } as const

/** Adds to the counters from which every figure of frames is made. */
export function countFrame(count: Count, { truth, model }: EvaluatedFrame, labels: readonly string[]): void {
  const said = (name: string, isTrue: boolean, isSaid: boolean) => {
    if (isTrue) count(`${name} true`)
    if (isSaid) count(`${name} said`)
    if (isTrue && isSaid) count(`${name} both`)
  }
  const isDistorted = truth.labels.length > 0
  said('distorted', isDistorted, model.isDistorted)
  said('normal', !isDistorted, !model.isDistorted)
  for (const label of labels) said(`label ${label}`, truth.labels.includes(label), model.labels.includes(label))
  const overlaps = matchBoxes(truth.boxes, model.boxes)
  count('boxes', truth.boxes.length)
  count('boxes said', model.boxes.length)
  count('matched', overlaps.length)
  for (const overlap of overlaps) {
    count('overlap', overlap)
    if (overlap >= HITS.hit30) count('hit30')
    if (overlap >= HITS.hit50) count('hit50')
  }
  countCalibration(count, model.probability, isDistorted)
}

function countFrames(frames: readonly EvaluatedFrame[], labels: readonly string[]) {
  const clusters = createClusters()
  for (const frame of frames) countFrame(clusters.counting(frame.clipId), frame, labels)
  return clusters
}

/** A share as a figure that can be drawn again; null where there is nothing to share. */
export const share = (part: (totals: Totals) => number, whole: (totals: Totals) => number): Statistic => {
  return (totals) => (whole(totals) === 0 ? null : part(totals) / whole(totals))
}

type Defined = {
  value: Statistic
  n: (totals: Totals) => number
  /** Where every draw gives the same. */
  exact: (totals: Totals) => Interval | null
}

function shareOf(part: string, whole: string): Defined {
  return {
    value: share(
      (totals) => totals(part),
      (totals) => totals(whole),
    ),
    n: (totals) => totals(whole),
    exact: (totals) => wilsonInterval(totals(part), totals(whole)),
  }
}

/** F1 = 2J / (1 + J), with J the share of frames on which both say it, of those on which one does. */
export function f1Of(name: string): Defined {
  const either = (totals: Totals) => totals(`${name} true`) + totals(`${name} said`) - totals(`${name} both`)
  return {
    value: share(
      (totals) => 2 * totals(`${name} both`),
      (totals) => totals(`${name} true`) + totals(`${name} said`),
    ),
    n: (totals) => totals(`${name} true`),
    exact: (totals) => {
      const interval = wilsonInterval(totals(`${name} both`), either(totals))
      return interval && [(2 * interval[0]) / (1 + interval[0]), (2 * interval[1]) / (1 + interval[1])]
    },
  }
}

function definitions(labels: readonly string[]): Record<string, Defined> {
  const names = ['distorted', 'normal', ...labels.map((label) => `label ${label}`)]
  const classes = names.flatMap((name): [string, Defined][] => [
    [`${name} precision`, shareOf(`${name} both`, `${name} said`)],
    [`${name} recall`, shareOf(`${name} both`, `${name} true`)],
    [`${name} f1`, f1Of(name)],
  ])
  const frames = (totals: Totals) => totals('distorted true') + totals('normal true')
  return {
    ...Object.fromEntries(classes),
    meanIou: shareOf('overlap', 'matched'),
    hit30: shareOf('hit30', 'boxes'),
    hit50: shareOf('hit50', 'boxes'),
    error: {
      value: calibrationError,
      n: frames,
      exact: (totals) => wilsonInterval((calibrationError(totals) ?? 0) * frames(totals), frames(totals)),
    },
  }
}

/**
 * How well a model recognises distorted frames, labels and places, and how far its probabilities can be taken at their word.
 * @param labels label keys in taxonomy order
 * @param seed the same frames in any order, with the same seed, give the same intervals
 * Source: docs/spec/evaluation.md [EV5]–[EV9]
 */
export function recognitionFigures(
  frames: readonly EvaluatedFrame[],
  labels: readonly string[],
  seed: string,
): RecognitionFigures {
  const clusters = countFrames(frames, labels)
  const totals = clusters.totals()
  const defined = definitions(labels)
  const statistics = Object.fromEntries(Object.entries(defined).map(([name, { value }]) => [name, value]))
  const intervals = clusters.intervals(statistics, seed)
  function figure(name: string): Figure {
    const { value: of, n, exact } = defined[name] as Defined
    const value = of(totals)
    const drawn = intervals[name] ?? null
    if (value === null || drawn === null) return { value, ci95: null, n: n(totals) }
    return { value, ci95: isFlat(drawn) ? exact(totals) : drawn, n: n(totals) }
  }
  const classOf = (name: string): ClassFigures => ({
    precision: figure(`${name} precision`),
    recall: figure(`${name} recall`),
    f1: figure(`${name} f1`),
  })
  return {
    distorted: classOf('distorted'),
    normal: classOf('normal'),
    labels: labels.map((labelKey) => ({ labelKey, ...classOf(`label ${labelKey}`) })),
    boxes: { meanIou: figure('meanIou'), hit30: figure('hit30'), hit50: figure('hit50') },
    calibration: { error: figure('error'), bins: calibrationBins(totals) },
  }
}
