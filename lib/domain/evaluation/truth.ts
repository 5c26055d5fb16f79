import { z } from 'zod'
import type { Outcome } from '@/lib/domain/labelling'
import type { Box } from '@/lib/domain/shared'

export type LabelledBox = { labelKey: string; box: Box }

/** What is true of a frame. No label means clean. */
export type FrameTruth = { labels: readonly string[]; boxes: readonly LabelledBox[] }

/** What the model says of a frame: as far as annotators would be shown it. */
export type ModelOnFrame = {
  isDistorted: boolean
  /** Of being distorted, 0–1. */
  probability: number
  labels: readonly string[]
  boxes: readonly LabelledBox[]
}

/** A frame with both; drawn again by clip. */
export type EvaluatedFrame = { clipId: string; truth: FrameTruth; model: ModelOnFrame }

/** What a model is held against: what people agree on, or what the demo's generator planted. */
export const EvaluationTruth = z.enum(['people', 'planted'])
export type EvaluationTruth = z.infer<typeof EvaluationTruth>

export type TruthFrame = FrameTruth & { videoId: string; frameIndex: number; ptsUs: number }

type PairSide = { videoId: string; frameIndex: number; ptsUs: number }
export type TruthPair = { pairId: string; kind: 'frame' | 'video'; A: PairSide; B: PairSide; preference: Outcome }

/** What a model is held against. */
export type Truth = {
  frames: readonly TruthFrame[]
  pairs: readonly TruthPair[]
  /** Frames and pairs that people answered without agreeing. */
  undecided: { frames: number; pairs: number }
}
