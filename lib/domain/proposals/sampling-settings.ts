import { z } from 'zod'

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
    message: 'The low threshold lies above the high one; lower it or raise the other.',
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
