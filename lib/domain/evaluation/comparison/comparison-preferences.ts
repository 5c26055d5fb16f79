import { middle95, resample } from '../figure'
import { accuracyWithoutTies, tieAccuracyExact } from '../tie-accuracy'
import type { CommonPair, Sides } from './common-ground'
import { type ComparisonFigure, comparisonFigure } from './comparison-figure'

type ComparedPreferences = {
  withoutTies: ComparisonFigure
  withTies: ComparisonFigure
  /** Difference of scores up to which each is best taken to say "tie". */
  epsilon: Sides<number | null>
}

const SIDES = ['a', 'b'] as const

function scoredBy(side: keyof Sides<unknown>, pairs: readonly CommonPair[]) {
  return pairs.map((pair) => ({ scoreA: pair[side].A, scoreB: pair[side].B, human: pair.human }))
}

/** Whether the run calls the pair right when differences up to epsilon are ties; −1: none is. */
function isRight({ A, B }: { A: number; B: number }, human: CommonPair['human'], epsilon: number): boolean {
  if (Math.abs(A - B) <= epsilon) return human === 'tie'
  return human === (A > B ? 'A' : A < B ? 'B' : null)
}

function countDiffering(pairs: readonly CommonPair[], epsilon: Sides<number>): number {
  return pairs.filter(({ a, b, human }) => isRight(a, human, epsilon.a) !== isRight(b, human, epsilon.b)).length
}

type Drawn = { withoutTies: number[]; withTies: number[] }

/** The same pairs are drawn for both, and in every draw each seeks its own tie threshold. */
function draw(pairs: readonly CommonPair[], seed: string): Drawn {
  const drawn: Drawn = { withoutTies: [], withTies: [] }
  if (pairs.length < 2) return drawn
  const known = SIDES.map((side) => scoredBy(side, pairs))
  const right = SIDES.map((side) => pairs.map((pair) => Number(isRight(pair[side], pair.human, -1))))
  const differences = pairs.map((_, place) => (right[1]?.[place] as number) - (right[0]?.[place] as number))
  resample(pairs.length, seed, (picks) => {
    let [decided, more] = [0, 0]
    for (const pick of picks) {
      if (pairs[pick]?.human === 'tie') continue
      decided += 1
      more += differences[pick] as number
    }
    if (decided > 0) drawn.withoutTies.push(more / decided)
    const [a, b] = known.map((scored) => {
      const sample = Array.from(picks, (pick) => scored[pick] as (typeof scored)[number])
      return tieAccuracyExact(sample)?.accuracy
    })
    if (a !== undefined && b !== undefined) drawn.withTies.push(b - a)
  })
  return drawn
}

/**
 * Accuracy of both runs on the same pairs, with and without ties.
 * @param seed the same pairs in any order, with the same seed, give the same intervals
 * Source: docs/spec/run-comparison.md [RC13] [RC14]
 */
export function comparePreferences(given: readonly CommonPair[], seed: string): ComparedPreferences {
  const pairs = [...given].sort((one, two) => (one.pairId < two.pairId ? -1 : 1))
  const decided = pairs.filter(({ human }) => human !== 'tie')
  const drawn = draw(pairs, seed)
  const [a, b] = [scoredBy('a', pairs), scoredBy('b', pairs)]
  const best = { a: tieAccuracyExact(a), b: tieAccuracyExact(b) }
  const epsilon = { a: best.a?.epsilon ?? null, b: best.b?.epsilon ?? null }
  return {
    withoutTies: comparisonFigure({
      a: accuracyWithoutTies(a),
      b: accuracyWithoutTies(b),
      n: decided.length,
      drawn: middle95(drawn.withoutTies),
      differing: countDiffering(decided, { a: -1, b: -1 }),
      trials: decided.length,
    }),
    withTies: comparisonFigure({
      a: best.a?.accuracy ?? null,
      b: best.b?.accuracy ?? null,
      n: pairs.length,
      drawn: middle95(drawn.withTies),
      differing: countDiffering(pairs, { a: epsilon.a ?? -1, b: epsilon.b ?? -1 }),
      trials: pairs.length,
    }),
    epsilon,
  }
}
