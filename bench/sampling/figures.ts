import { accuracyWithoutTies, type ScoredPair, tieAccuracyExact } from '@/lib/domain/evaluation'
import { middle95, resample } from '@/lib/domain/evaluation/figure'
import { nextFrames, type SamplingSettings, type ScoredFrame, videoScore } from '@/lib/domain/proposals'
import { frameBudget, nearestUnused, spanUs } from '@/lib/domain/proposals/sampled-clip'
import { mean, sum } from '@/lib/domain/shared'
import type { Kind } from './clips'
import type { JudgedClip } from './score-clip'

/** Which frames of a clip a policy pays for. */
export type Policy = (clip: JudgedClip, settings: SamplingSettings) => ScoredFrame[]

function at({ scores }: JudgedClip, indices: readonly number[]): ScoredFrame[] {
  return indices.map((index) => ({ index, score: scores[index] ?? Number.NaN }))
}

/** As a run samples, step by step, each step seeing only the scores that were paid for. */
export const dynamic: Policy = (clip, settings) => {
  const scored: ScoredFrame[] = []
  for (;;) {
    const step = nextFrames({ ...clip, settings, scored, seed: clip.name })
    if (step.kind === 'done') return scored
    scored.push(...at(clip, step.indices))
  }
}

/** The same number of frames, each in the middle of one of as many equal parts. */
export const uniform: Policy = (clip, settings) => {
  const sampled = { ...clip, settings }
  const budget = frameBudget(sampled)
  const used = new Set<number>()
  for (let part = 0; part < budget; part += 1) {
    const index = nearestUnused(clip.table, ((part + 0.5) * spanUs(sampled)) / budget, used)
    if (index !== null) used.add(index)
  }
  return at(clip, [...used])
}

type Outcome = { clip: JudgedClip; sampled: ScoredFrame[]; found: number; called: number; distorted: number }

type PolicyFigures = {
  frames: number
  /** Distorted frames among those sampled. */
  found: number
  recall: number
  /** Of them, those that the model calls distorted. */
  called: number
  calledRecall: number
  /** Clips with a distorted frame of which none was sampled. */
  missedClips: number
  /** Clips with a distorted frame of which none was sampled and called. */
  uncalledClips: number
  pairAccuracy: number | null
  pairAccuracyWithoutTies: number | null
}

export type Comparison = {
  dynamic: PolicyFigures
  uniform: PolicyFigures
  /** Distorted frames that dynamic sampling finds for one that uniform sampling finds. */
  times: number
  /** Bootstrap over clips. */
  ci95: readonly [number, number] | null
  timesByKind: Partial<Record<Kind, number>>
}

/** Both policies over the same clips with the same number of frames. */
export function compare(clips: readonly JudgedClip[], settings: SamplingSettings, distortedScore: number): Comparison {
  const outcomes = { dynamic: run(clips, dynamic), uniform: run(clips, uniform) }
  for (const [place, { sampled }] of outcomes.dynamic.entries()) {
    const other = outcomes.uniform[place]?.sampled.length
    if (sampled.length !== other) throw new Error(`Budgets differ: ${sampled.length} and ${other} frames.`)
  }
  const found = outcomes.dynamic.map((own, place) => [own.found, outcomes.uniform[place]?.found ?? 0] as const)
  const kinds = (['brief', 'lasting'] as const).map((kind) => {
    return [kind, rounded(times(found.filter((_, place) => clips[place]?.kind === kind)))] as const
  })
  return {
    dynamic: figuresOf(outcomes.dynamic),
    uniform: figuresOf(outcomes.uniform),
    times: rounded(times(found)),
    ci95: interval(found),
    timesByKind: Object.fromEntries(kinds),
  }

  function run(all: readonly JudgedClip[], policy: Policy): Outcome[] {
    return all.map((clip) => {
      const sampled = policy(clip, settings)
      const broken = sampled.filter(({ index }) => (clip.damage[index] ?? 0) > 0)
      const called = broken.filter(({ score }) => score < distortedScore).length
      return { clip, sampled, found: broken.length, called, distorted: clip.damage.filter((count) => count > 0).length }
    })
  }
}

function figuresOf(outcomes: readonly Outcome[]): PolicyFigures {
  const [found, called] = [sum(outcomes.map((one) => one.found)), sum(outcomes.map((one) => one.called))]
  const broken = outcomes.filter(({ distorted }) => distorted > 0)
  const distorted = sum(broken.map((one) => one.distorted))
  const pairs = pairsOf(outcomes)
  return {
    frames: sum(outcomes.map(({ sampled }) => sampled.length)),
    found,
    recall: rounded(found / distorted),
    called,
    calledRecall: rounded(called / distorted),
    missedClips: broken.filter((one) => one.found === 0).length,
    uncalledClips: broken.filter((one) => one.called === 0).length,
    pairAccuracy: roundedOrNull(tieAccuracyExact(pairs)?.accuracy ?? null),
    pairAccuracyWithoutTies: roundedOrNull(accuracyWithoutTies(pairs)),
  }
}

/** Clips of one prompt, two by two; the one with the smaller share of broken frames is the better. Source: docs/spec/evaluation.md [EV4] */
function pairsOf(outcomes: readonly Outcome[]): ScoredPair[] {
  return outcomes.flatMap((a, place) =>
    outcomes
      .slice(place + 1)
      .filter(({ clip }) => clip.prompt === a.clip.prompt)
      .map((b): ScoredPair => {
        const gap = brokenShare(a) - brokenShare(b)
        const human = gap === 0 ? 'tie' : gap < 0 ? 'A' : 'B'
        return { scoreA: videoScore(a.sampled), scoreB: videoScore(b.sampled), human }
      }),
  )
}

function brokenShare({ clip, distorted }: Outcome): number {
  return distorted / clip.damage.length
}

type Found = readonly (readonly [dynamic: number, uniform: number])[]

function times(found: Found): number {
  const [ours, theirs] = [mean(found.map(([one]) => one)), mean(found.map(([, other]) => other))]
  return ours / theirs
}

function interval(found: Found): [number, number] | null {
  const drawn: number[] = []
  resample(found.length, 'sampling', (picks) => {
    drawn.push(times(Array.from(picks, (pick) => found[pick] ?? [0, 0])))
  })
  const ends = middle95(drawn.filter(Number.isFinite))
  return ends && [rounded(ends[0]), rounded(ends[1])]
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}

function roundedOrNull(value: number | null): number | null {
  return value === null ? null : rounded(value)
}
