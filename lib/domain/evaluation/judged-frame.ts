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
