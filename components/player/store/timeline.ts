/** What a clock needs to know of a clip: presentation time of each source index (µs, ascending, first at 0) and its length. */
export type ClipTiming = { ptsUs: readonly number[]; durationUs: number }

/** Containers round presentation times, WebM to whole milliseconds: a frame this close ahead counts as due. */
export const ROUNDING_US = 999

/**
 * Index of the frame on screen at a media time: the last one that is due; the last frame is held after the end.
 * Source: docs/spec/player.md [PL1]
 */
export function frameAt(clip: ClipTiming, timeUs: number): number {
  const due = timeUs + ROUNDING_US
  let low = 0
  let high = clip.ptsUs.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (ptsOf(clip, middle) <= due) low = middle
    else high = middle - 1
  }
  return low
}

/**
 * Index whose presentation time lies nearest to `timeUs`, or null when none is within half a frame.
 * Source: docs/spec/player.md [PL4]
 */
export function matchFrame(ptsUs: readonly number[], timeUs: number): number | null {
  const before = frameAt({ ptsUs, durationUs: 0 }, timeUs)
  let best: number | null = null
  for (const index of [before - 1, before, before + 1]) {
    const distance = Math.abs((ptsUs[index] ?? Number.POSITIVE_INFINITY) - timeUs)
    if (distance <= halfFrameUs(ptsUs, index) && (best === null || distance < Math.abs((ptsUs[best] ?? 0) - timeUs)))
      best = index
  }
  return best
}

/** Presentation time of an index, clamped to the clip. */
export function ptsOf(clip: Pick<ClipTiming, 'ptsUs'>, index: number): number {
  return clip.ptsUs[clampIndex(clip, index)] ?? 0
}

export function clampIndex(clip: Pick<ClipTiming, 'ptsUs'>, index: number): number {
  return Math.max(0, Math.min(clip.ptsUs.length - 1, index))
}

/** How long a frame stays on screen, µs; the last one lasts until the clip ends. */
export function frameLengthUs(clip: ClipTiming, index: number): number {
  const at = clampIndex(clip, index)
  const next = clip.ptsUs[at + 1] ?? Math.max(clip.durationUs, ptsOf(clip, at) + 1)
  return next - ptsOf(clip, at)
}

/** Whether a clip is over at this time and only its last frame is still shown. */
export function isHeld(clip: ClipTiming, timeUs: number): boolean {
  return timeUs + ROUNDING_US >= endUs(clip) && timeUs > ptsOf(clip, clip.ptsUs.length - 1) + ROUNDING_US
}

/** End of a clip: where its last frame stops, whatever the container says of its length. */
export function endUs(clip: ClipTiming): number {
  return Math.max(clip.durationUs, ptsOf(clip, clip.ptsUs.length - 1))
}

function halfFrameUs(ptsUs: readonly number[], index: number): number {
  const at = ptsUs[index] ?? 0
  const gaps = [
    at - (ptsUs[index - 1] ?? Number.NEGATIVE_INFINITY),
    (ptsUs[index + 1] ?? Number.POSITIVE_INFINITY) - at,
  ]
  const gap = Math.min(...gaps)
  // A clip of one frame has no neighbour to be confused with.
  return Number.isFinite(gap) ? gap / 2 : 500_000
}
