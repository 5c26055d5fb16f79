import { z } from 'zod'
import { sanitiseUserText } from '@/lib/domain/proposals'
import { createRng, shuffled } from '@/lib/domain/shared'
import { AnnotatedPair, chooseMarks, MarkChoice } from './annotated-pair'
import type { CanonicalFrame, CanonicalPair, ReleaseLabel, Split } from './canonical'
import { nameAnnotators, type Survivor, toCanonicalFrame, toCanonicalPair } from './canonical-pair'
import { collectFrameVoters, compare, type FrameVoterList, framesOfPair } from './frame-answers'
import { type FrameOutcome, frameConsensus } from './frame-consensus'
import { annotationGate, type FrameReason, frameGate, type GateReason, Gates, preferenceGate } from './gates'
import { preferenceConsensus } from './preference-consensus'
import { assignSplits, SplitRatios } from './split'

export const PlanSettings = z.object({
  /** Seeds the split, the row order and the pseudo scores. */
  seed: z.string().min(1),
  gates: Gates.prefault({}),
  ratios: SplitRatios.prefault({}),
  marks: MarkChoice.default('expanded'),
})
export type PlanSettings = z.input<typeof PlanSettings>

export type DroppedPair = { pairId: string; reason: GateReason }
export type SkippedFrame = { pairId: string; frameId: string; reason: FrameReason }

/** A release before any pixel is read: its pairs in row order, and all that was left out, with the reason. */
export type ReleasePlan = {
  seed: string
  gates: Gates
  ratios: SplitRatios
  marks: MarkChoice
  pairs: CanonicalPair[]
  splits: Map<string, Split>
  considered: number
  dropped: DroppedPair[]
  skippedFrames: SkippedFrame[]
  sanitisedPrompts: number
}

/**
 * Consensus, gates, split and order of a release; pixels play no part.
 * @param input annotated pairs in any order, each with the current annotations only
 * @param labels the release's taxonomy version, in its order
 * @throws z.ZodError when a pair is malformed, RangeError on a repeated pair or a label outside the taxonomy
 * Source: docs/spec/export.md [EX12] [EX13] [EX18]
 */
export function planRelease(
  input: readonly z.input<typeof AnnotatedPair>[],
  labels: readonly ReleaseLabel[],
  settings: PlanSettings,
): ReleasePlan {
  const { seed, gates, ratios, marks } = PlanSettings.parse(settings)
  const all = z
    .array(AnnotatedPair)
    .parse(input)
    .map((pair) => chooseMarks(pair, marks))
    .sort((a, b) => compare(a.pairId, b.pairId))
  assertUnique(all)
  const dropped: DroppedPair[] = []
  const skippedFrames: SkippedFrame[] = []
  const eligible = all.filter((pair) => {
    const reason = annotationGate(pair, gates)
    if (reason) dropped.push({ pairId: pair.pairId, reason })
    return reason === null
  })

  const outcomes = frameOutcomes(collectFrameVoters(eligible), labels, seed)
  const survivors: Survivor[] = []
  for (const pair of eligible) {
    const { survivor, reason, skipped } = passConsensus(pair, outcomes, gates)
    if (reason) dropped.push({ pairId: pair.pairId, reason })
    if (!survivor) continue
    survivors.push(survivor)
    skippedFrames.push(...skipped)
  }

  const annotators = nameAnnotators(all)
  const splits = assignSplits(survivors.map(splitItem), ratios, seed)
  const pairs = survivors.map((survivor) => toCanonicalPair(survivor, { splits, annotators }))
  const sanitisedPrompts = new Set(
    survivors.flatMap(({ pair }) => (sanitiseUserText(pair.promptText) === pair.promptText ? [] : [pair.promptId])),
  ).size
  return {
    seed,
    gates,
    ratios,
    marks,
    pairs: shuffled(pairs, createRng(`${seed}\norder`)),
    splits,
    considered: all.length,
    dropped: dropped.sort((a, b) => compare(a.pairId, b.pairId)),
    skippedFrames,
    sanitisedPrompts,
  }
}

function frameOutcomes(voters: Map<string, FrameVoterList>, labels: readonly ReleaseLabel[], seed: string) {
  return new Map([...voters].map(([frameId, list]) => [frameId, frameConsensus(frameId, list, { labels, seed })]))
}

type Passed = { survivor: Survivor | null; reason: GateReason | null; skipped: SkippedFrame[] }

function passConsensus(pair: AnnotatedPair, outcomes: Map<string, FrameOutcome>, gates: Gates): Passed {
  const drop = (reason: GateReason): Passed => ({ survivor: null, reason, skipped: [] })
  const found = preferenceConsensus(pair.annotations)
  const preferenceReason = preferenceGate(found, gates)
  if (preferenceReason && gates.requirePreference) return drop(preferenceReason)
  const consensus = preferenceReason ? { ...found, preference: null, tieKind: null } : found

  const frames: CanonicalFrame[] = []
  const skipped: SkippedFrame[] = []
  for (const ref of framesOfPair(pair)) {
    const outcome: FrameOutcome = outcomes.get(ref.frameId) ?? { state: 'unanswered' }
    const reason = frameGate(outcome, gates)
    if (reason && pair.kind === 'frame' && gates.requireLabels) return drop(reason)
    if (reason) skipped.push({ pairId: pair.pairId, frameId: ref.frameId, reason })
    if (reason && pair.kind === 'video') continue
    const gold = reason === null && outcome.state === 'agreed' ? outcome.gold : null
    frames.push(toCanonicalFrame(pair, ref, gold))
  }
  if (consensus.preference === null && frames.every((frame) => frame.gold === null)) return drop('nothing-left')
  return { survivor: { pair, consensus, frames }, reason: null, skipped }
}

function splitItem({ pair }: Survivor) {
  return { promptGroup: pair.promptGroup, videoSha256s: [pair.videoA.sha256, pair.videoB.sha256] }
}

function assertUnique(sorted: readonly AnnotatedPair[]): void {
  for (const [index, pair] of sorted.entries()) {
    if (sorted[index + 1]?.pairId !== pair.pairId) continue
    throw new RangeError(`Pair ${pair.pairId} appears twice; pass each pair once with all its annotations.`)
  }
}
