import { iou } from '@/lib/domain/shared'
import type { LabelledBox } from './judged-frame'

/**
 * Pairs true boxes with the model's of the same label, one to one, the most overlapping first; without overlap none.
 * @returns the overlap (IoU) of each pair
 * Source: docs/spec/evaluation.md [EV8]
 */
export function matchBoxes(truth: readonly LabelledBox[], model: readonly LabelledBox[]): number[] {
  const candidates = truth
    .flatMap((mine, place) =>
      model.map((theirs, other) => ({
        place,
        other,
        overlap: mine.labelKey === theirs.labelKey ? iou(mine.box, theirs.box) : 0,
      })),
    )
    .filter(({ overlap }) => overlap > 0)
    .sort((a, b) => b.overlap - a.overlap || a.place - b.place || a.other - b.other)
  const taken = { truth: new Set<number>(), model: new Set<number>() }
  return candidates.flatMap(({ place, other, overlap }) => {
    if (taken.truth.has(place) || taken.model.has(other)) return []
    taken.truth.add(place)
    taken.model.add(other)
    return overlap
  })
}
