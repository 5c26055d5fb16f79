import { z } from 'zod'
import { type CommonGround, CommonInputs } from './common-ground'
import { ComparisonFigure, turnedRound } from './comparison-figure'
import { comparePreferences } from './comparison-preferences'
import { compareRecognition, RECOGNITION, type RecognitionName } from './comparison-recognition'

export const COMPARISON_NAMES = ['withoutTies', 'withTies', ...RECOGNITION] as const
export type ComparisonName = 'withoutTies' | 'withTies' | RecognitionName

const Epsilon = z.number().nullable()
export const ComparisonFigures = z.object({
  schemaVersion: z.literal(1),
  inputs: CommonInputs,
  /** Tie threshold of each run. */
  epsilon: z.object({ a: Epsilon, b: Epsilon }),
  figures: z.record(z.enum(COMPARISON_NAMES), ComparisonFigure),
})
export type ComparisonFigures = z.infer<typeof ComparisonFigures>

/**
 * Which of two runs agrees better with the truth, figure by figure.
 * @param labels label keys in taxonomy order
 * Source: docs/spec/run-comparison.md [RC13]–[RC15]
 */
export function comparisonFigures(ground: CommonGround, labels: readonly string[], seed: string): ComparisonFigures {
  const { epsilon, ...preferences } = comparePreferences(ground.pairs, seed)
  return {
    schemaVersion: 1,
    inputs: ground.inputs,
    epsilon,
    figures: { ...preferences, ...compareRecognition(ground.frames, labels, seed) },
  }
}

/** The same figures with A and B in each other's place. Source: docs/spec/run-comparison.md [RC18] */
export function figuresTurnedRound({ inputs, epsilon, figures, schemaVersion }: ComparisonFigures): ComparisonFigures {
  const turned = COMPARISON_NAMES.map((name) => [name, turnedRound(figures[name])])
  const counts = <Counts extends { onlyA: number; onlyB: number }>(given: Counts): Counts => ({
    ...given,
    onlyA: given.onlyB,
    onlyB: given.onlyA,
  })
  const { near } = inputs.frames
  return {
    schemaVersion,
    inputs: {
      clips: inputs.clips,
      frames: { ...counts(inputs.frames), near: { a: near.b, b: near.a } },
      pairs: counts(inputs.pairs),
    },
    epsilon: { a: epsilon.b, b: epsilon.a },
    figures: Object.fromEntries(turned) as ComparisonFigures['figures'],
  }
}
