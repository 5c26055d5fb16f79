import type { FrameTruth } from './judged-frame'
import type { Preference } from './preference'

export type TruthFrame = FrameTruth & { videoId: string; frameIndex: number; ptsUs: number }

type PairSide = { videoId: string; frameIndex: number; ptsUs: number }
export type TruthPair = { pairId: string; kind: 'frame' | 'video'; A: PairSide; B: PairSide; preference: Preference }

/** What a model is held against. */
export type Truth = {
  frames: readonly TruthFrame[]
  pairs: readonly TruthPair[]
  /** Frames and pairs that people answered without agreeing. */
  undecided: { frames: number; pairs: number }
}
