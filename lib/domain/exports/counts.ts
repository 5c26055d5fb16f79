import { type CanonicalFramePair, type CanonicalPair, type FrameGold, SPLITS, type Split } from './canonical'
import type { ReleaseCounts } from './manifest'
import type { ReleasePlan } from './plan'

/** Running totals of a release; `total` gives a copy that later calls do not change. */
export type ReleaseTally = {
  /** Counts a pair that becomes a row of its table, that is one with a preference. */
  pair(pair: CanonicalPair): void
  frame(split: Split, gold: FrameGold): void
  grpoRows(split: Split, rows: number): void
  leakedPair(): void
  leakedFrame(): void
  total(): ReleaseCounts
}

/** Starts from what the plan already left out. Source: docs/spec/export.md [EX13] [EX19] */
export function createTally(plan: ReleasePlan, labelKeys: readonly string[]): ReleaseTally {
  const counts = emptyCounts(plan, labelKeys)
  return {
    pair(pair) {
      if (pair.preference === null) return
      counts.splits[pair.split][pair.kind === 'frame' ? 'pairs' : 'videoPairs'] += 1
      counts.preference[pair.preference] += 1
      if (pair.kind === 'frame' && scoreAgainstPreference(pair)) counts.scoreAgainstPreference += 1
    },
    frame(split, gold) {
      counts.splits[split].frames += 1
      if (gold.labels.length > 0) counts.splits[split].distortedFrames += 1
      for (const label of gold.labels) counts.labels[label] = (counts.labels[label] ?? 0) + 1
    },
    grpoRows(split, rows) {
      counts.splits[split].grpoRows += rows
    },
    leakedPair() {
      counts.leaked.pairs += 1
    },
    leakedFrame() {
      counts.leaked.frames += 1
    },
    total: () => structuredClone(counts),
  }
}

function emptyCounts(plan: ReleasePlan, labelKeys: readonly string[]): ReleaseCounts {
  const splitCounts = (split: Split) => ({
    promptGroups: [...plan.splits.values()].filter((value) => value === split).length,
    pairs: 0,
    videoPairs: 0,
    frames: 0,
    distortedFrames: 0,
    grpoRows: 0,
  })
  const [train, validation, test] = SPLITS
  return {
    considered: plan.considered,
    dropped: countBy(plan.dropped.map(({ reason }) => reason)),
    skippedFrames: countBy(plan.skippedFrames.map(({ reason }) => reason)),
    leaked: { pairs: 0, frames: 0 },
    sanitisedPrompts: plan.sanitisedPrompts,
    preference: { A: 0, B: 0, tie: 0 },
    labels: Object.fromEntries(labelKeys.map((key) => [key, 0])),
    scoreAgainstPreference: 0,
    splits: { train: splitCounts(train), validation: splitCounts(validation), test: splitCounts(test) },
  }
}

/** Occurrences by name, names in code-unit order. */
export function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of [...names].sort()) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

function scoreAgainstPreference({ preference, frames: [a, b] }: CanonicalFramePair): boolean {
  if (a.gold === null || b.gold === null || preference === null || preference === 'tie') return false
  const [better, worse] = preference === 'A' ? [a.gold, b.gold] : [b.gold, a.gold]
  return better.pseudoScore < worse.pseudoScore
}
