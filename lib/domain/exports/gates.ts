import { z } from 'zod'
import { storableInt } from '@/lib/domain/shared'
import type { AnnotatedPair } from './annotated-pair'
import type { PairConsensus } from './canonical'
import type { FrameOutcome } from './frame-consensus'

/** What a pair must pass to enter a release. Source: docs/spec/export.md [EX12] [EX13] */
export const Gates = z.object({
  /** Distinct annotators who answered the pair. */
  minAnnotations: storableInt(1).default(1),
  /** Share of votes for the majority preference, 0–1. */
  minPreferenceAgreement: z.number().min(0).max(1).default(0),
  /** Share of annotators who agree on the least agreed label of a frame, 0–1. */
  minLabelAgreement: z.number().min(0).max(1).default(0),
  requireReviewed: z.boolean().default(false),
  excludeFlagged: z.boolean().default(true),
  /** When false, a pair without a majority preference still gives its frames, but no preference rows. */
  requirePreference: z.boolean().default(true),
  /** When false, a frame pair without agreed labels still gives its preference, but no frame rows for those frames. */
  requireLabels: z.boolean().default(true),
})
export type Gates = z.infer<typeof Gates>

export const GATE_REASONS = [
  'too-few-annotations',
  'flagged',
  'not-reviewed',
  'no-preference',
  'undecided-preference',
  'low-preference-agreement',
  'unanswered-labels',
  'undecided-labels',
  'missing-box',
  'low-label-agreement',
  'nothing-left',
] as const
export type GateReason = (typeof GATE_REASONS)[number]

export type FrameReason = 'unanswered-labels' | 'undecided-labels' | 'missing-box' | 'low-label-agreement'

/** The first gate that the pair's annotations fail, before any consensus; null when they pass. */
export function annotationGate(pair: AnnotatedPair, gates: Gates): GateReason | null {
  if (distinctAnnotators(pair) < gates.minAnnotations) return 'too-few-annotations'
  if (gates.excludeFlagged && pair.annotations.some((annotation) => annotation.flags.length > 0)) return 'flagged'
  if (gates.requireReviewed && !pair.annotations.every((annotation) => annotation.reviewed)) return 'not-reviewed'
  return null
}

export function preferenceGate(consensus: PairConsensus, gates: Gates): GateReason | null {
  if (consensus.preferenceAgreement === null) return 'no-preference'
  if (consensus.preference === null) return 'undecided-preference'
  if (consensus.preferenceAgreement < gates.minPreferenceAgreement) return 'low-preference-agreement'
  return null
}

export function frameGate(outcome: FrameOutcome, gates: Gates): FrameReason | null {
  if (outcome.state === 'unanswered') return 'unanswered-labels'
  if (outcome.state === 'undecided') return 'undecided-labels'
  if (outcome.state === 'missing-box') return 'missing-box'
  return outcome.gold.agreement < gates.minLabelAgreement ? 'low-label-agreement' : null
}

export function distinctAnnotators(pair: AnnotatedPair): number {
  return new Set(pair.annotations.map((annotation) => annotation.annotatorId)).size
}
