import { z } from 'zod'
import { type CommonGround, CommonInputs } from './common-ground'
import { PairedFigure, turnedRound } from './paired-figure'
import { pairedPreferences } from './paired-preferences'
import { pairedRecognition, RECOGNITION, type RecognitionName } from './paired-recognition'

export const PAIRED_NAMES = ['withoutTies', 'withTies', ...RECOGNITION] as const
export type PairedName = 'withoutTies' | 'withTies' | RecognitionName

const Epsilon = z.number().nullable()
export const PairedFigures = z.object({
  schemaVersion: z.literal(1),
  inputs: CommonInputs,
  /** Tie threshold of each run. */
  epsilon: z.object({ a: Epsilon, b: Epsilon }),
  figures: z.record(z.enum(PAIRED_NAMES), PairedFigure),
})
export type PairedFigures = z.infer<typeof PairedFigures>

/**
 * Which of two runs agrees better with the truth, figure by figure.
 * @param labels label keys in taxonomy order
 * Source: docs/spec/run-comparison.md [RC13]–[RC15]
 */
export function pairedFigures(ground: CommonGround, labels: readonly string[], seed: string): PairedFigures {
  const { epsilon, ...preferences } = pairedPreferences(ground.pairs, seed)
  return {
    schemaVersion: 1,
    inputs: ground.inputs,
    epsilon,
    figures: { ...preferences, ...pairedRecognition(ground.frames, labels, seed) },
  }
}

/** The same figures with A and B in each other's place. Source: docs/spec/run-comparison.md [RC18] */
export function figuresTurnedRound({ inputs, epsilon, figures, schemaVersion }: PairedFigures): PairedFigures {
  const turned = PAIRED_NAMES.map((name) => [name, turnedRound(figures[name])])
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
    figures: Object.fromEntries(turned) as PairedFigures['figures'],
  }
}
