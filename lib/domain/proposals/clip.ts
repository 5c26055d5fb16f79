import type { FrameTable } from '@/lib/domain/media'
import type { SamplingSettings } from './sampling-settings'

/** What sampling needs to know of a clip and its run. */
export type SampledClip = {
  table: FrameTable
  durationUs: number
  settings: SamplingSettings
}

// Keeps 30 s × 0.1/s at three frames although the product comes out as 3.0000000000000004.
const ROUNDING_SLACK = 1e-9

/** Length of the clip in µs; never before its last frame. Source: docs/spec/dynamic-sampling.md [DS1] */
export function spanUs({ table, durationUs }: SampledClip): number {
  return Math.max(durationUs, table.ptsUs.at(-1) ?? 0)
}

/**
 * Frames that both rounds together may score.
 * @throws RangeError on a clip without frames
 * Source: docs/spec/dynamic-sampling.md [DS1]
 */
export function frameBudget(clip: SampledClip): number {
  const frames = clip.table.ptsUs.length
  if (frames === 0) throw new RangeError('The clip has no frames, so there is nothing to sample; ingest it again.')
  const wanted = Math.ceil((spanUs(clip) * clip.settings.targetFps) / 1e6 - ROUNDING_SLACK)
  return Math.min(frames, Math.max(2, wanted))
}

/** Frames of round one: half the budget, rounded up. Source: docs/spec/dynamic-sampling.md [DS2] */
export function roundOneCount(clip: SampledClip): number {
  return Math.ceil(frameBudget(clip) / 2)
}

/** Time between round-one frames in µs. Source: docs/spec/dynamic-sampling.md [DS2] */
export function roundOneSpacingUs(clip: SampledClip): number {
  return (2 * spanUs(clip)) / (frameBudget(clip) + 1)
}
