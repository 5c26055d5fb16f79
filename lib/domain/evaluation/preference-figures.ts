import { z } from 'zod'
import { wilsonInterval } from '@/lib/domain/agreement'
import type { Outcome } from '@/lib/domain/labelling'
import { Figure, isFlat, middle95, resample } from './figure'
import { accuracyWithoutTies, tieAccuracyExact, tieAccuracyVideoalign } from './tie-accuracy'

/** A pair with its true preference and the model's scores; the id fixes the order. */
export type EvaluatedPair = { pairId: string; scoreA: number; scoreB: number; human: Outcome }

export const PreferenceFigures = z.object({
  withTies: Figure.extend({
    /** Difference of scores up to which the model says "tie". */
    epsilon: z.number().nullable(),
  }),
  withoutTies: Figure,
  /** With ties, as VideoAlign's script computes it, for comparison with published tables. */
  videoalign: z.number().nullable(),
})
export type PreferenceFigures = z.infer<typeof PreferenceFigures>

/** From so many pairs on, seeking the tie threshold on them hardly flatters. Source: docs/spec/evaluation.md [EV13] */
export const ENOUGH_PAIRS = 100

/** Whether accuracy with ties is to be read with care. */
export function isFlattering({ value, n }: Figure): boolean {
  return value !== null && n < ENOUGH_PAIRS
}

function countAgreeing(pairs: readonly EvaluatedPair[], value: number | null): number {
  return Math.round((value ?? 0) * pairs.length)
}

/**
 * Accuracy with and without ties; the tie threshold is sought again in every draw.
 * Source: docs/spec/evaluation.md [EV4] [EV5], docs/spec/tie-accuracy.md
 */
export function preferenceFigures(given: readonly EvaluatedPair[], seed: string): PreferenceFigures {
  const pairs = [...given].sort((a, b) => (a.pairId < b.pairId ? -1 : 1))
  const decided = pairs.filter(({ human }) => human !== 'tie')
  const best = tieAccuracyExact(pairs)
  const without = accuracyWithoutTies(pairs)
  const drawn = { withTies: [] as number[], withoutTies: [] as number[] }
  if (pairs.length > 1) {
    resample(pairs.length, seed, (picks) => {
      const sample = Array.from(picks, (pick) => pairs[pick] as EvaluatedPair)
      const withTies = tieAccuracyExact(sample)?.accuracy ?? null
      const withoutTies = accuracyWithoutTies(sample)
      if (withTies !== null) drawn.withTies.push(withTies)
      if (withoutTies !== null) drawn.withoutTies.push(withoutTies)
    })
  }
  function figure(value: number | null, of: readonly EvaluatedPair[], values: readonly number[]): Figure {
    const interval = value === null ? null : middle95(values)
    const exact = interval && isFlat(interval) ? wilsonInterval(countAgreeing(of, value), of.length) : interval
    return { value, ci95: exact, n: of.length }
  }
  return {
    withTies: { ...figure(best?.accuracy ?? null, pairs, drawn.withTies), epsilon: best?.epsilon ?? null },
    withoutTies: figure(without, decided, drawn.withoutTies),
    videoalign: tieAccuracyVideoalign(pairs)?.accuracy ?? null,
  }
}
