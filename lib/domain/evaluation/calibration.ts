import { z } from 'zod'
import { wilsonInterval } from '@/lib/domain/agreement'
import type { Count, Totals } from './clustered'

const BINS = 10

export const CalibrationBin = z.object({
  /** Probabilities from here, inclusive, to there; the last bin holds 1. */
  from: z.number(),
  to: z.number(),
  frames: z.int(),
  /** Mean probability; null without frames. */
  predicted: z.number().nullable(),
  /** Share of frames that are distorted. */
  observed: z.number().nullable(),
  ci95: z.tuple([z.number(), z.number()]).nullable(),
})
export type CalibrationBin = z.infer<typeof CalibrationBin>

const BIN_PLACES = Array.from({ length: BINS }, (_, bin) => bin)

export function countCalibration(count: Count, probability: number, isDistorted: boolean): void {
  const bin = Math.min(BINS - 1, Math.floor(probability * BINS))
  count(`bin ${bin}`)
  count(`bin ${bin} predicted`, probability)
  if (isDistorted) count(`bin ${bin} distorted`)
}

/** Source: docs/spec/evaluation.md [EV9] */
export function calibrationBins(totals: Totals): CalibrationBin[] {
  return BIN_PLACES.map((bin) => {
    const frames = totals(`bin ${bin}`)
    const distorted = totals(`bin ${bin} distorted`)
    return {
      from: bin / BINS,
      to: (bin + 1) / BINS,
      frames,
      predicted: frames === 0 ? null : totals(`bin ${bin} predicted`) / frames,
      observed: frames === 0 ? null : distorted / frames,
      ci95: wilsonInterval(distorted, frames),
    }
  })
}

/** Expected calibration error: the mean distance of said and seen, weighted by frames. Source: docs/spec/evaluation.md [EV9] */
export function calibrationError(totals: Totals): number | null {
  let frames = 0
  let error = 0
  for (const bin of BIN_PLACES) {
    frames += totals(`bin ${bin}`)
    error += Math.abs(totals(`bin ${bin} predicted`) - totals(`bin ${bin} distorted`))
  }
  return frames === 0 ? null : error / frames
}
