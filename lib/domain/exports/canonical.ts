import { z } from 'zod'
import type { CountedAnswer, CountedMark, CountedVerdict, Outcome, Preference, Side } from '@/lib/domain/labelling'
import type { PairVideo } from './annotated-pair'

export const SPLITS = ['train', 'validation', 'test'] as const
export const Split = z.enum(SPLITS)
export type Split = z.infer<typeof Split>

/**
 * A label of the release's taxonomy version, as `flattenLabels` gives it; a `spatial` one needs a box.
 * The order of a list of these is the taxonomy order.
 */
export type ReleaseLabel = { key: string; name: string; definition: string; spatial: boolean }

/** Corners in fractions of the display frame: x1, y1 (top left), x2, y2 (bottom right). */
export type NormalisedCorners = readonly [x1: number, y1: number, x2: number, y2: number]

export type GoldBox = { label: string; xyxyNorm: NormalisedCorners }

/** The consensus on one frame. `labels` in taxonomy order; empty means clean by majority. */
export type FrameGold = {
  labels: string[]
  boxes: GoldBox[]
  /** 1.00–5.00, two decimals: docs/spec/pseudo-score.md */
  pseudoScore: number
  annotatorCount: number
  /** Lowest of `agreementByLabel`, 1 when no one named a label; 0–1. */
  agreement: number
  agreementByLabel: Record<string, number>
  adjudicated: boolean
}

export type CanonicalFrame = {
  frameId: string
  side: Side
  videoId: string
  videoSha256: string
  generator: string
  frameIndex: number
  ptsUs: number
  gold: FrameGold | null
}

export type TieKind = 'good' | 'bad' | 'mixed'

/**
 * The consensus on one pair's preference; `preference` is null when no one was asked or no strict majority was reached.
 */
export type PairConsensus = {
  preference: Outcome | null
  tieKind: TieKind | null
  votes: Record<Preference, number>
  /** Share of votes for the outcome, 0–1; null without votes. */
  preferenceAgreement: number | null
  adjudicated: boolean
}

export type CanonicalMark = Omit<CountedMark, 'labelKey' | 'box'> & {
  label: string
  xyxyNorm: NormalisedCorners | null
}

/**
 * One person's answer to a pair, unchanged; `annotator` distinguishes people within a release and identifies no one.
 */
export type CanonicalAnnotation = Pick<
  CountedAnswer,
  'annotationId' | 'kind' | 'preference' | 'strength' | 'authorSawGenerators'
> & {
  annotator: string
  marks: CanonicalMark[]
  clean: CountedVerdict[]
}

type PairBase = PairConsensus & {
  pairId: string
  promptId: string
  /** Sanitised: contains no token that a trainer would read as a command. */
  promptText: string
  promptGroup: string
  mode: 't2v' | 'i2v'
  generatorA: string
  generatorB: string
  videoA: PairVideo
  videoB: PairVideo
  annotatorCount: number
  /** Answered without proposals and in random order, for unbiased measurement. */
  heldOut: boolean
  /** The single answers, beside the consensus. */
  annotations: CanonicalAnnotation[]
  split: Split
}

export type CanonicalFramePair = PairBase & {
  kind: 'frame'
  timestampMs: number
  frames: [CanonicalFrame, CanonicalFrame]
}

/** A pair of clips; `frames` are the frames that someone marked or called clean, ordered by side, then index. */
export type CanonicalVideoPair = PairBase & { kind: 'video'; frames: CanonicalFrame[] }

export type CanonicalPair = CanonicalFramePair | CanonicalVideoPair

/** Stable name of a frame, fit for a file name: video id and source index. */
export function frameIdOf(videoId: string, frameIndex: number): string {
  return `${videoId}_${String(frameIndex).padStart(6, '0')}`
}
