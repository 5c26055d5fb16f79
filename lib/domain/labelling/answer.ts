import { z } from 'zod'
import { Box, StorableText, storableInt } from '@/lib/domain/shared'

/** Canonical: which video of the pair, whichever is on the left of a screen. */
export const Side = z.enum(['A', 'B'])
export type Side = z.infer<typeof Side>

export const SIDES = ['A', 'B'] as const satisfies readonly Side[]

export const Preference = z.enum(['A', 'B', 'tie_good', 'tie_bad'])
export type Preference = z.infer<typeof Preference>

/** A preference as trainers and figures know it: both ties are one. */
export type Outcome = Side | 'tie'

export function toOutcome(preference: Preference): Outcome {
  return preference === 'tie_good' || preference === 'tie_bad' ? 'tie' : preference
}

/** A label, and where it needs one a box, on one source frame of one side. */
export const Mark = z.object({
  /** Made by the client, so that edits and replays name the same mark. */
  id: z.uuid(),
  side: Side,
  frameIndex: storableInt(0),
  /** Presentation time of the frame, from the file. */
  ptsUs: z.int().min(0),
  labelKey: StorableText.min(1).max(64),
  box: Box.nullable(),
  /** The proposal this mark was copied from. */
  proposalId: z.uuid().nullable(),
  /** Marks of one distortion over time share a track; null is a single mark. Source: docs/spec/tracks.md */
  trackId: z.uuid().nullable().default(null),
  /** Computed between two keyframes of its track, not drawn by a person. */
  interpolated: z.boolean().default(false),
})
export type Mark = z.infer<typeof Mark>

/** "No distortion", for one frame, or (null) for the whole clip. */
export const CleanVerdict = z.object({ side: Side, frameIndex: storableInt(0).nullable() })
export type CleanVerdict = z.infer<typeof CleanVerdict>

/** The outcome of a proposal that was shown; "ignored" is derived, no person sets it. */
export const OutcomeKind = z.enum(['accepted', 'edited', 'rejected', 'ignored'])
export type OutcomeKind = z.infer<typeof OutcomeKind>

export const ProposalDecision = z.object({ proposalId: z.uuid(), outcome: OutcomeKind.exclude(['ignored']) })
export type ProposalDecision = z.infer<typeof ProposalDecision>

/** How much less broken the preferred side is; null if the person did not state it. */
export const Strength = z.enum(['slight', 'strong'])
export type Strength = z.infer<typeof Strength>

/**
 * A person's answer to a pair, as stored: a draft until it is submitted, then an annotation. A screen has
 * `ScreenAnswer`.
 */
export const Answer = z.object({
  schemaVersion: z.literal(1),
  preference: Preference.nullable(),
  strength: Strength.nullable().default(null),
  marks: z.array(Mark).max(5000),
  clean: z.array(CleanVerdict).max(5000),
  proposals: z.array(ProposalDecision).max(5000),
  comment: StorableText.max(2000),
  flagged: z.boolean(),
})
export type Answer = z.infer<typeof Answer>

export const EMPTY_ANSWER: Answer = {
  schemaVersion: 1,
  preference: null,
  strength: null,
  marks: [],
  clean: [],
  proposals: [],
  comment: '',
  flagged: false,
}
