import { framePtsUs } from '@/lib/domain/media'
import { createRng, mean, shuffled } from '@/lib/domain/shared'
import {
  frameBudget,
  nearestUnused,
  roundOneCount,
  roundOneSpacingUs,
  type SampledClip,
  spanUs,
  unusedWithin,
} from './sampled-clip'

type Gap = { fromUs: number; toUs: number; after: number; before: number }

/**
 * The frame nearest to the middle of the widest gap that still contains a frame, or null when every frame is sampled.
 * @param sampled source indices, ascending
 * Source: docs/spec/dynamic-sampling.md [DS6]
 */
function frameInWidestGap(clip: SampledClip, sampled: readonly number[]): number | null {
  let widest: Gap | null = null
  for (const gap of gapsBetween(clip, sampled)) {
    if (gap.before - gap.after < 2) continue
    if (widest === null || gap.toUs - gap.fromUs > widest.toUs - widest.fromUs) widest = gap
  }
  if (widest === null) return null
  const { fromUs, toUs, after, before } = widest
  return nearestUnused(clip.table, (fromUs + toUs) / 2, { has: (index) => index <= after || index >= before })
}

/** Stretches between neighbouring sampled frames, and from the clip's ends to the outermost ones. */
function gapsBetween(clip: SampledClip, sampled: readonly number[]): Gap[] {
  const edges = [
    { index: -1, timeUs: 0 },
    ...sampled.map((index) => ({ index, timeUs: framePtsUs(clip.table, index) })),
    { index: clip.table.ptsUs.length, timeUs: spanUs(clip) },
  ]
  return edges.slice(1).map((edge, place) => {
    const previous = edges[place] ?? edge
    return { fromUs: previous.timeUs, toUs: edge.timeUs, after: previous.index, before: edge.index }
  })
}

/**
 * Source indices to score first, ascending: every second of as many places as the budget has, equally far from each other and
 * from the clip's ends.
 * @throws RangeError on a clip without frames
 * Source: docs/spec/dynamic-sampling.md [DS2] [DS3]
 */
export function planRoundOne(clip: SampledClip): number[] {
  const used = new Set<number>()
  const spacingUs = roundOneSpacingUs(clip)
  for (let part = 0; part < roundOneCount(clip); part += 1) {
    const index = nearestUnused(clip.table, (part + 0.5) * spacingUs, used)
    if (index !== null) used.add(index)
  }
  return ascending(used)
}

/** Copy in ascending order. */
export function ascending(indices: Iterable<number>): number[] {
  return [...indices].sort((a, b) => a - b)
}

export type ScoredFrame = { index: number; score: number }

export type RoundTwoInput = SampledClip & {
  /** Scores of every frame of round one and of any others, in any order. */
  scored: readonly ScoredFrame[]
  /** Names the run and the clip, so that two clips of one run draw differently. */
  seed: string | number
}

/** In shares of the spacing of round one. */
const FIRST_RING = 1 / 4
const LATER_RINGS = [1 / 8, 1 / 2, 3 / 4]
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
 * Source indices that round two scores, ascending; a pure function of stored data. If the scores of the frames around
 * low frames are not given, it returns only these frames; otherwise it returns the whole round.
 * @throws RangeError when a score of round one is missing
 * Source: docs/spec/dynamic-sampling.md [DS4]–[DS9]
 */
export function planRoundTwo(input: RoundTwoInput): number[] {
  const first = planRoundOne(input)
  assertHoldsRoundOne(first, input.scored)
  const scores = new Map(input.scored.map(({ index, score }) => [index, score]))
  const scored = input.scored.filter(({ index }) => first.includes(index))
  const used = new Set(first)
  const budget = frameBudget(input)
  for (const index of wishes({ ...input, scored }, scores, used)) {
    if (used.size >= budget) break
    used.add(index)
  }
  return ascending(used).filter((index) => !first.includes(index))
}

type Scores = ReadonlyMap<number, number>

/** Lazily, in order of preference: the mode's own frames, then sparse filling with what is left. `used` grows between steps. */
function* wishes(input: RoundTwoInput, scores: Scores, used: ReadonlySet<number>): Generator<number> {
  const worstFirst = [...input.scored].sort((a, b) => a.score - b.score || a.index - b.index)
  const mode = roundTwoMode(input.scored, input.settings)
  if (mode === 'dense' && !(yield* around(input, worstFirst, scores, used))) return
  if (mode === 'mixed') yield* nearBelowMean(input, worstFirst, used)
  yield* halfway(input, used)
}

/** @returns false while scores of the first ring are missing, on which the rest depends. Source: [DS7] */
function* around(
  clip: SampledClip,
  worstFirst: readonly ScoredFrame[],
  scores: Scores,
  used: ReadonlySet<number>,
): Generator<number, boolean> {
  const { low } = clip.settings
  const neighbours = new Map<number, number[]>()
  for (const { index, score } of worstFirst) {
    if (score >= low) continue
    const own: number[] = []
    neighbours.set(index, own)
    for (const near of ring(clip, index, FIRST_RING, used)) {
      own.push(near)
      yield near
    }
  }
  if ([...neighbours.values()].flat().some((index) => !scores.has(index))) return false
  const confirmed = [...neighbours].filter(([, own]) => own.some((index) => (scores.get(index) ?? low) < low))
  for (const share of LATER_RINGS) for (const [index] of confirmed) yield* ring(clip, index, share, used)
  return true
}

/** The frames at a distance from one, earlier side first. */
function* ring(clip: SampledClip, index: number, share: number, used: ReadonlySet<number>): Generator<number> {
  for (const side of [-1, 1]) {
    const timeUs = framePtsUs(clip.table, index) + side * share * roundOneSpacingUs(clip)
    if (timeUs < 0 || timeUs > spanUs(clip)) continue
    const near = nearestUnused(clip.table, timeUs, used)
    if (near !== null) yield near
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
    if (score >= clip.settings.high || score >= meanScore - ROUNDING_SLACK) continue
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

function assertHoldsRoundOne(first: readonly number[], scored: readonly ScoredFrame[]): void {
  const given = ascending(scored.map(({ index }) => index))
  if (first.every((index) => given.includes(index))) return
  throw new RangeError(
    `Round two needs a score for each frame of round one (${first.join(', ')}); got ${given.join(', ') || 'none'}.`,
  )
}

/** What a clip still needs. `indices` are ascending source indices. */
export type SamplingStep = { kind: 'score'; round: 1 | 2; indices: number[] } | { kind: 'done' }

/**
 * The next frames to score, from the scores stored so far (both rounds, in any order).
 * A run that was killed calls it again and continues with the same plan.
 * Source: docs/spec/dynamic-sampling.md [DS10]
 */
export function nextFrames(input: RoundTwoInput): SamplingStep {
  const known = new Map(input.scored.map(({ index, score }) => [index, score]))
  const missing = (plan: readonly number[]) => plan.filter((index) => !known.has(index))

  const first = planRoundOne(input)
  const missingFirst = missing(first)
  if (missingFirst.length > 0) return { kind: 'score', round: 1, indices: missingFirst }

  const missingSecond = missing(planRoundTwo(input))
  return missingSecond.length > 0 ? { kind: 'score', round: 2, indices: missingSecond } : { kind: 'done' }
}

/**
 * Score of a clip, 1–5: the mean over all its sampled frames.
 * @throws RangeError when nothing was sampled
 * Source: docs/spec/dynamic-sampling.md [DS11]
 */
export function videoScore(scored: readonly ScoredFrame[]): number {
  return mean(scored.map(({ score }) => score))
}
