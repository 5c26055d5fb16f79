import { z } from 'zod'
import { type FrameTable, framePtsUs } from '@/lib/domain/media'

const Score = z.number().min(1).max(5)

/** How a run spends its frames on one clip. Frozen when the run starts. Source: docs/spec/dynamic-sampling.md */
export const SamplingSettings = z
  .object({
    /** Frames scored per second of clip, both rounds together. */
    targetFps: z.number().gt(0).max(60).default(2),
    /** A clip whose round-one scores all reach this is filled sparsely. */
    high: Score.default(4),
    /** Frames scored below this are densified around. */
    low: Score.default(3),
  })
  .refine((settings) => settings.low <= settings.high, {
    path: ['low'],
    message: 'The low threshold is above the high one; lower it or raise the other.',
  })
export type SamplingSettings = z.infer<typeof SamplingSettings>

/**
 * What a run samples with: its own thresholds, or the model's where it has none.
 * @throws ZodError when the low threshold ends up above the high one
 * Source: docs/spec/dynamic-sampling.md [DS12]
 */
export function resolveSampling(
  wanted: { targetFps: number; high: number | null; low: number | null },
  model: { high: number; low: number },
): SamplingSettings {
  return SamplingSettings.parse({
    targetFps: wanted.targetFps,
    high: wanted.high ?? model.high,
    low: wanted.low ?? model.low,
  })
}

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

/** First index whose timestamp is at or after `timeUs`; the table's length when there is none. */
function firstAtOrAfter(table: FrameTable, timeUs: number): number {
  let low = 0
  let high = table.ptsUs.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (framePtsUs(table, middle) < timeUs) low = middle + 1
    else high = middle
  }
  return low
}

/** Source indices by growing distance from a time; of two equally near the earlier comes first. */
function* framesByDistance(table: FrameTable, timeUs: number): Generator<number> {
  let later = firstAtOrAfter(table, timeUs)
  let earlier = later - 1
  while (earlier >= 0 || later < table.ptsUs.length) {
    const takeEarlier =
      later >= table.ptsUs.length ||
      (earlier >= 0 && timeUs - framePtsUs(table, earlier) <= framePtsUs(table, later) - timeUs)
    yield takeEarlier ? earlier-- : later++
  }
}

/**
 * Source index of the nearest frame that is not in `used`, or null when every frame is.
 * Source: docs/spec/dynamic-sampling.md [DS3]
 */
export function nearestUnused(table: FrameTable, timeUs: number, used: { has(index: number): boolean }): number | null {
  for (const index of framesByDistance(table, timeUs)) {
    if (!used.has(index)) return index
  }
  return null
}

/** Unused source indices at most `reachUs` away from a time, ascending. */
export function unusedWithin(table: FrameTable, timeUs: number, reachUs: number, used: ReadonlySet<number>): number[] {
  const found: number[] = []
  for (let index = firstAtOrAfter(table, timeUs - reachUs); index < table.ptsUs.length; index += 1) {
    if (framePtsUs(table, index) > timeUs + reachUs) break
    if (!used.has(index)) found.push(index)
  }
  return found
}
