import { framePtsUs } from '@/lib/domain/media'
import { createRng, mean, shuffled } from '@/lib/domain/shared'
import { frameBudget, roundOneSpacingUs, type SampledClip, spanUs } from './clip'
import { nearestUnused, unusedWithin } from './frame-search'
import { ascending, planRoundOne } from './round-one'
import { frameInWidestGap } from './widest-gap'

export type ScoredFrame = { index: number; score: number }

export type RoundTwoInput = SampledClip & {
  /** Scores of exactly the frames of round one, in any order. */
  scored: readonly ScoredFrame[]
  /** Names the run and the clip, so that two clips of one run draw differently. */
  seed: string | number
}

const RINGS = [1, 2, 3]
const EXTRAS_NEAR_BELOW_MEAN = 2
// Ten scores of 3.1 have a computed mean of 3.1000000000000005.
const ROUNDING_SLACK = 1e-9

export type RoundTwoMode = 'sparse' | 'dense' | 'mixed'

/** Which of the three ways round two takes. Source: docs/spec/dynamic-sampling.md [DS5] */
export function roundTwoMode(
  scored: readonly ScoredFrame[],
  { high, low }: { high: number; low: number },
): RoundTwoMode {
  if (scored.some(({ score }) => score < low)) return 'dense'
  return scored.every(({ score }) => score >= high) ? 'sparse' : 'mixed'
}

/**
 * Source indices that spend the rest of the budget, ascending; a pure function of stored data.
 * @throws RangeError when `scored` is not exactly round one
 * Source: docs/spec/dynamic-sampling.md [DS4]–[DS9]
 */
export function planRoundTwo(input: RoundTwoInput): number[] {
  const first = planRoundOne(input)
  assertIsRoundOne(first, input.scored)
  const used = new Set(first)
  const budget = frameBudget(input)
  for (const index of wishes(input, used)) {
    if (used.size >= budget) break
    used.add(index)
  }
  return ascending(used).filter((index) => !first.includes(index))
}

/** Lazily, in order of preference: the mode's own frames, then sparse filling with what is left. `used` grows between steps. */
function* wishes(input: RoundTwoInput, used: ReadonlySet<number>): Generator<number> {
  const worstFirst = [...input.scored].sort((a, b) => a.score - b.score || a.index - b.index)
  const mode = roundTwoMode(input.scored, input.settings)
  if (mode === 'dense') yield* around(input, worstFirst, used)
  if (mode === 'mixed') yield* nearBelowMean(input, worstFirst, used)
  yield* halfway(input, used)
}

/** [DS7] */
function* around(clip: SampledClip, worstFirst: readonly ScoredFrame[], used: ReadonlySet<number>): Generator<number> {
  const stepUs = roundOneSpacingUs(clip) / 4
  const low = worstFirst.filter(({ score }) => score < clip.settings.low)
  for (const ring of RINGS) {
    for (const { index } of low) {
      for (const side of [-1, 1]) {
        const timeUs = framePtsUs(clip.table, index) + side * ring * stepUs
        if (timeUs < 0 || timeUs > spanUs(clip)) continue
        const near = nearestUnused(clip.table, timeUs, used)
        if (near !== null) yield near
      }
    }
  }
}

/** [DS8] */
function* nearBelowMean(
  clip: RoundTwoInput,
  worstFirst: readonly ScoredFrame[],
  used: ReadonlySet<number>,
): Generator<number> {
  const byIndex = [...clip.scored].sort((a, b) => a.index - b.index)
  const meanScore = mean(byIndex.map(({ score }) => score))
  for (const { index, score } of worstFirst) {
    if (score >= meanScore - ROUNDING_SLACK) continue
    const candidates = unusedWithin(clip.table, framePtsUs(clip.table, index), roundOneSpacingUs(clip) / 4, used)
    yield* shuffled(candidates, createRng(`${clip.seed}:${index}`)).slice(0, EXTRAS_NEAR_BELOW_MEAN)
  }
}

/** [DS6] [DS9] */
function* halfway(clip: SampledClip, used: ReadonlySet<number>): Generator<number> {
  for (;;) {
    const index = frameInWidestGap(clip, ascending(used))
    if (index === null) return
    yield index
  }
}

function assertIsRoundOne(first: readonly number[], scored: readonly ScoredFrame[]): void {
  const given = ascending(scored.map(({ index }) => index))
  if (given.length === first.length && given.every((index, place) => index === first[place])) return
  throw new RangeError(
    `Round two needs a score for each frame of round one (${first.join(', ')}) and no other; got ${given.join(', ') || 'none'}.`,
  )
}
