import { z } from 'zod'

/** How a clip stands in two runs. Source: docs/spec/run-comparison.md [RC2] [RC3] */
export const Standing = z.enum(['changed', 'same', 'only-a', 'only-b'])
export type Standing = z.infer<typeof Standing>

/** What a run says of a clip that it has finished. */
export type ClipVerdict = { score: number; labels: readonly string[] }

/** A clip that at least one of two runs has finished. */
export type ComparedClip = {
  clipId: string
  a: ClipVerdict | null
  b: ClipVerdict | null
  /** Of the frames that both runs scored: how many, and on how many both are of one mind. */
  frames: { both: number; agreeing: number }
}

/** Below it a score is distorted, for each run by its own model. */
export type Boundaries = { a: number; b: number }

/** @returns null where neither run has finished the clip. Source: docs/spec/run-comparison.md [RC2] [RC3] */
export function standingOf(
  { a, b }: { a: { score: number } | null; b: { score: number } | null },
  boundaries: Boundaries,
): Standing | null {
  if (a && b) return a.score < boundaries.a === b.score < boundaries.b ? 'same' : 'changed'
  if (a) return 'only-a'
  return b ? 'only-b' : null
}

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
