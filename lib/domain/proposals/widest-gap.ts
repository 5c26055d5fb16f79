import { framePtsUs } from '@/lib/domain/media'
import { type SampledClip, spanUs } from './clip'
import { nearestUnused } from './frame-search'

type Gap = { fromUs: number; toUs: number; after: number; before: number }

/**
 * The frame nearest to the middle of the widest gap that still holds a frame, or null when every frame is sampled.
 * @param sampled source indices, ascending
 * Source: docs/spec/dynamic-sampling.md [DS6]
 */
export function frameInWidestGap(clip: SampledClip, sampled: readonly number[]): number | null {
  let widest: Gap | null = null
  for (const gap of gapsBetween(clip, sampled)) {
    if (gap.before - gap.after < 2) continue
    if (widest === null || gap.toUs - gap.fromUs > widest.toUs - widest.fromUs) widest = gap
  }
  if (widest === null) return null
  const { fromUs, toUs, after, before } = widest
  return nearestUnused(clip.table, (fromUs + toUs) / 2, { has: (index) => index <= after || index >= before })
}

/** Stretches between neighbouring sampled frames, and from the clip's ends to the outermost ones. */
function gapsBetween(clip: SampledClip, sampled: readonly number[]): Gap[] {
  const edges = [
    { index: -1, timeUs: 0 },
    ...sampled.map((index) => ({ index, timeUs: framePtsUs(clip.table, index) })),
    { index: clip.table.ptsUs.length, timeUs: spanUs(clip) },
  ]
  return edges.slice(1).map((edge, place) => {
    const previous = edges[place] ?? edge
    return { fromUs: previous.timeUs, toUs: edge.timeUs, after: previous.index, before: edge.index }
  })
}
