import type { Thresholds } from '@/lib/domain/proposals'

/** One scored frame beside what is true of it. */
export type LabelledScore = {
  /** 1–5. */
  score: number
  /** The model's probability by label key, 0–1. */
  probabilities: Readonly<Record<string, number>>
  isDistorted: boolean
  labels: readonly string[]
}

export type Calibration = {
  thresholds: Thresholds
  frames: number
  distorted: number
  /** Mean F1 of distorted and normal frames at the chosen `distortedScore`, on these same frames. */
  balancedF1: number
}

/** Fewer frames of either kind say nothing. Source: docs/spec/calibration.md [TC1] */
export const LEAST_FRAMES_OF_A_KIND = 20
/** Of frames below `low`, and of those from `high` on, this share is what it seems. */
const SURE = 0.9
const LEAST_BEYOND = 10
const USUAL = { low: 3, high: 4 }

/**
 * Thresholds of a model from frames whose truth is known; null when there are too few of a kind.
 * @param labels label keys of the model
 * Source: docs/spec/calibration.md [TC1]–[TC4]
 */
export function calibrateThresholds(frames: readonly LabelledScore[], labels: readonly string[]): Calibration | null {
  const distorted = frames.filter(({ isDistorted }) => isDistorted).length
  if (Math.min(distorted, frames.length - distorted) < LEAST_FRAMES_OF_A_KIND) return null
  const cuts = cutsOf(frames)
  const best = cuts.reduce((chosen, cut) => (cut.balancedF1 > chosen.balancedF1 ? cut : chosen))
  const below = cuts.filter(({ at, brokenBelow, below: count }) => {
    return at <= best.at && count >= LEAST_BEYOND && brokenBelow >= SURE * count
  })
  const low = below.at(-1)?.at ?? Math.min(best.at, USUAL.low)
  const above = cuts.filter(({ at, cleanAbove, above: count }) => {
    return at >= low && count >= LEAST_BEYOND && cleanAbove >= SURE * count
  })
  return {
    thresholds: {
      distortedScore: best.at,
      labelProbability: labelProbability(frames, labels),
      low,
      high: above[0]?.at ?? Math.max(best.at, USUAL.high),
    },
    frames: frames.length,
    distorted,
    balancedF1: best.balancedF1,
  }
}

type Cut = {
  at: number
  below: number
  brokenBelow: number
  above: number
  cleanAbove: number
  balancedF1: number
}

/** Every way to cut the scores in two, lowest first. Source: docs/spec/calibration.md [TC2] */
function cutsOf(frames: readonly LabelledScore[]): Cut[] {
  const ordered = [...frames].sort((a, b) => a.score - b.score)
  const total = ordered.length
  const broken = ordered.filter(({ isDistorted }) => isDistorted).length
  const cuts: Cut[] = []
  let brokenBelow = 0
  for (const [below, frame] of ordered.entries()) {
    const previous = ordered[below - 1]
    if (previous && previous.score < frame.score) {
      const above = total - below
      const cleanAbove = above - (broken - brokenBelow)
      const f1Broken = (2 * brokenBelow) / (below + broken)
      const f1Clean = (2 * cleanAbove) / (above + total - broken)
      const at = Math.min(5, Math.max(1, (previous.score + frame.score) / 2))
      cuts.push({ at, below, brokenBelow, above, cleanAbove, balancedF1: (f1Broken + f1Clean) / 2 })
    }
    if (frame.isDistorted) brokenBelow += 1
  }
  // One score for all: nothing can be told apart, and the middle is as good as any.
  return cuts.length > 0
    ? cuts
    : [{ at: USUAL.low, below: 0, brokenBelow: 0, above: total, cleanAbove: total - broken, balancedF1: 0 }]
}

const STEPS = Array.from({ length: 19 }, (_, step) => (step + 1) * 5)

/** Source: docs/spec/calibration.md [TC4] */
function labelProbability(frames: readonly LabelledScore[], labels: readonly string[]): number {
  const known = labels.filter((label) => frames.some((frame) => frame.labels.includes(label)))
  let best = { percent: 50, f1: -1 }
  for (const percent of STEPS) {
    const f1s = known.map((label) => labelF1(frames, label, percent / 100))
    const f1 = f1s.reduce((sum, value) => sum + value, 0) / Math.max(1, f1s.length)
    if (f1 >= best.f1 && known.length > 0) best = { percent, f1 }
  }
  return best.percent / 100
}

function labelF1(frames: readonly LabelledScore[], label: string, from: number): number {
  let both = 0
  let either = 0
  for (const { labels, probabilities } of frames) {
    const inTruth = labels.includes(label)
    const inModel = (probabilities[label] ?? 0) >= from
    if (inTruth && inModel) both += 1
    either += Number(inTruth) + Number(inModel)
  }
  return either === 0 ? 0 : (2 * both) / either
}
