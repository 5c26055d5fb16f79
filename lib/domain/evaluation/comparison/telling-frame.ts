type Scored = { frameIndex: number; score: number }

function first<Item>(items: readonly Item[], isBetter: (item: Item, than: Item) => boolean): Item | null {
  return items.reduce<Item | null>((best, item) => (best === null || isBetter(item, best) ? item : best), null)
}

/**
 * The frame at which two runs differ most; where they share none, the one that either finds worst.
 * @param a,b by ascending frame
 * Source: docs/spec/run-comparison.md [RC8]
 */
export function tellingFrame(a: readonly Scored[], b: readonly Scored[]): number | null {
  const other = new Map(b.map(({ frameIndex, score }) => [frameIndex, score]))
  const shared = a.flatMap(({ frameIndex, score }) => {
    const theirs = other.get(frameIndex)
    return theirs === undefined ? [] : [{ frameIndex, distance: Math.abs(theirs - score) }]
  })
  const widest = first(shared, (frame, than) => frame.distance > than.distance)
  if (widest) return widest.frameIndex
  const all = [...a, ...b].sort((one, two) => one.frameIndex - two.frameIndex)
  return first(all, (frame, than) => frame.score < than.score)?.frameIndex ?? null
}
