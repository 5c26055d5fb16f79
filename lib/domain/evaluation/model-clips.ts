import { distortionProbability, type FrameBox, isDistorted, proposalsOf, type Thresholds } from '@/lib/domain/proposals'
import type { ModelOnFrame } from './truth'

/** A sampled frame stands for the frames up to this far from it. Our choice. */
const NEAR_US = 250_000

export type ScoredClipFrame = {
  frameIndex: number
  ptsUs: number
  score: number
  labels: Record<string, number>
  boxes: readonly FrameBox[]
}
/** What a model version said of one clip; frames in ascending order. */
export type ScoredClip = { score: number; frames: readonly ScoredClipFrame[] }
export type ModelClips = ReadonlyMap<string, ScoredClip>

export type FoundFrame = { frame: ScoredClipFrame; exact: boolean }

/**
 * The sampled frame that speaks for a frame of a clip: itself, or the nearest in time, the earlier of two, no farther than `NEAR_US`.
 * Source: docs/spec/evaluation.md [EV2]
 */
export function frameThatSpeaks(
  clip: ScoredClip | undefined,
  { frameIndex, ptsUs }: { frameIndex: number; ptsUs: number },
): FoundFrame | null {
  let best: ScoredClipFrame | null = null
  for (const frame of clip?.frames ?? []) {
    if (frame.frameIndex === frameIndex) return { frame, exact: true }
    if (!best || Math.abs(frame.ptsUs - ptsUs) < Math.abs(best.ptsUs - ptsUs)) best = frame
  }
  return best && Math.abs(best.ptsUs - ptsUs) <= NEAR_US ? { frame: best, exact: false } : null
}

type PairSide = { videoId: string; frameIndex: number; ptsUs: number }
export type ScoredSides = { kind: 'frame' | 'video'; A: PairSide; B: PairSide }

/**
 * The scores of a pair: of its frames, or of its clips; null where a side has none.
 * Source: docs/spec/evaluation.md [EV2]
 */
export function pairScores(model: ModelClips, { kind, A, B }: ScoredSides): { A: number; B: number } | null {
  const scoreOf = (side: PairSide) => {
    const clip = model.get(side.videoId)
    return (kind === 'video' ? clip : frameThatSpeaks(clip, side)?.frame)?.score ?? null
  }
  const [a, b] = [scoreOf(A), scoreOf(B)]
  return a === null || b === null ? null : { A: a, B: b }
}

/** What annotators would be shown of it, and its probability. Source: docs/spec/proposals.md [PP1]–[PP3] [PP9] */
export function modelOnFrame(frame: ScoredClipFrame, thresholds: Thresholds): ModelOnFrame {
  const proposed = proposalsOf({ ...frame, boxes: [...frame.boxes] }, thresholds)
  return {
    isDistorted: isDistorted(frame, thresholds),
    probability: distortionProbability(frame.score, thresholds),
    labels: [...new Set(proposed.map(({ labelKey }) => labelKey))],
    boxes: proposed.flatMap(({ labelKey, box }) => (box ? [{ labelKey, box }] : [])),
  }
}
