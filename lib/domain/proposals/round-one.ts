import { roundOneCount, roundOneSpacingUs, type SampledClip } from './clip'
import { nearestUnused } from './frame-search'

/**
 * Source indices to score first, ascending: every second of as many places as the budget has, equally far from each other and
 * from the clip's ends.
 * @throws RangeError on a clip without frames
 * Source: docs/spec/dynamic-sampling.md [DS2] [DS3]
 */
export function planRoundOne(clip: SampledClip): number[] {
  const used = new Set<number>()
  const spacingUs = roundOneSpacingUs(clip)
  for (let part = 0; part < roundOneCount(clip); part += 1) {
    const index = nearestUnused(clip.table, (part + 0.5) * spacingUs, used)
    if (index !== null) used.add(index)
  }
  return ascending(used)
}

/** Copy in ascending order. */
export function ascending(indices: Iterable<number>): number[] {
  return [...indices].sort((a, b) => a - b)
}
