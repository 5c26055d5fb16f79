import { z } from 'zod'
import type { Outcome } from '@/lib/domain/labelling'
import type { FrameTruth } from './judged-frame'

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
