import { quantile } from '@/lib/domain/shared'

/** Times between successive frames, in µs. */
export type FrameIntervals = { intervalsUs: number[]; shortestUs: number; medianUs: number; longestUs: number }

/** @returns null for a clip of one frame */
export function frameIntervals(ptsUs: readonly number[]): FrameIntervals | null {
  const intervalsUs = ptsUs.slice(1).map((pts, index) => pts - (ptsUs[index] ?? 0))
  const sorted = intervalsUs.toSorted((a, b) => a - b)
  const [shortestUs, longestUs] = [sorted[0], sorted.at(-1)]
  if (shortestUs === undefined || longestUs === undefined) return null
  return { intervalsUs, shortestUs, medianUs: quantile(sorted, 0.5), longestUs }
}
