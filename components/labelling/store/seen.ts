import type { PlayableVideo } from '@/lib/contracts/http/media'
import type { ScreenSeen, ScreenSide, SeenRanges } from '@/lib/domain/labelling'

/** Playback skips frames that the screen is too slow for; across a longer gap than this nobody watched, µs. */
const GAP_US = 500_000

/** What was on screen before, in one go of playback; null after a jump. */
export type Watching = Record<ScreenSide, number | null>
export const NOT_WATCHING: Watching = { left: null, right: null }

/** Adds the frames `from`–`to` (inclusive); the ranges stay ascending and apart. The same object where nothing is new. */
export function addRange(ranges: SeenRanges, from: number, to: number): SeenRanges {
  if (ranges.some(([low, high]) => low <= from && to <= high)) return ranges
  const before = ranges.filter(([, high]) => high < from - 1)
  const after = ranges.filter(([low]) => low > to + 1)
  const joined = ranges.slice(before.length, ranges.length - after.length)
  const low = Math.min(from, joined[0]?.[0] ?? from)
  const high = Math.max(to, joined.at(-1)?.[1] ?? to)
  return [...before, [low, high], ...after]
}

/**
 * A frame appeared. While playing, those that playback passed since the last one count as well.
 * @param last the frame that this go of playback showed before, or null
 */
export function watchFrame(
  seen: ScreenSeen,
  side: ScreenSide,
  video: PlayableVideo,
  last: number | null,
  index: number,
): ScreenSeen {
  const gapUs = last === null ? 0 : (video.ptsUs[index] ?? 0) - (video.ptsUs[last] ?? 0)
  const from = last !== null && gapUs > 0 && gapUs <= GAP_US ? last + 1 : index
  const ranges = addRange(seen[side], from, index)
  return ranges === seen[side] ? seen : { ...seen, [side]: ranges }
}

export function countSeen(ranges: SeenRanges): number {
  return ranges.reduce((sum, [low, high]) => sum + high - low + 1, 0)
}
