import { z } from 'zod'
import { type FrameTable, frameIndexAtUs, lastPtsUs } from './frame-table'
import type { GenerationMode } from './manifest'

/** Two frames at one time, or two whole clips. */
export const PairKind = z.enum(['frame', 'video'])
export type PairKind = z.infer<typeof PairKind>

/** What pairing needs of a ready video; all of one prompt. */
export type PairableVideo = {
  readonly id: string
  readonly generatorId: string
  readonly mode: GenerationMode
  readonly table: FrameTable
}
export type VideoPair = { kind: 'video'; videoAId: string; videoBId: string }
export type FramePair = {
  kind: 'frame'
  videoAId: string
  videoBId: string
  timestampUs: number
  frameIndexA: number
  frameIndexB: number
}

/** Two videos that pair, in the order of their ids, so that the result does not depend on the order of input. */
export type Couple = readonly [PairableVideo, PairableVideo]
/** Which of the two is A. The draw is unpredictable, and the same for every call with the same two videos. */
export type ChooseA = (couple: Couple) => PairableVideo

/** All whole-clip pairs of one prompt's videos. Source: docs/spec/pairing.md [PA1] [PA2] */
export function videoPairs(videos: readonly PairableVideo[], chooseA: ChooseA): VideoPair[] {
  return combinations(videos, chooseA).map(([a, b]) => ({ kind: 'video', videoAId: a.id, videoBId: b.id }))
}

/**
 * Frame pairs at every step of time where both clips exist, by couple, then by time.
 * @param everyUs step in µs, a whole number ≥ 1
 * @throws RangeError for another step
 * Source: docs/spec/pairing.md [PA2] [PA3] [PA4] [PA5]
 */
export function framePairs(videos: readonly PairableVideo[], everyUs: number, chooseA: ChooseA): FramePair[] {
  if (!Number.isSafeInteger(everyUs) || everyUs < 1) {
    throw new RangeError(`The step between frame pairs must be a whole number of µs above 0, got ${everyUs}`)
  }
  return combinations(videos, chooseA).flatMap(([a, b]) => framePairsOf(a, b, everyUs))
}

function framePairsOf(a: PairableVideo, b: PairableVideo, everyUs: number): FramePair[] {
  const endUs = Math.min(lastPtsUs(a.table), lastPtsUs(b.table))
  const pairs: FramePair[] = []
  let previousA = -1
  let previousB = -1
  for (let timestampUs = 0; timestampUs <= endUs; timestampUs += everyUs) {
    const frameIndexA = frameIndexAtUs(a.table, timestampUs)
    const frameIndexB = frameIndexAtUs(b.table, timestampUs)
    const repeated = frameIndexA === previousA && frameIndexB === previousB
    const sharedPicture = a.mode === 'i2v' && frameIndexA === 0 && frameIndexB === 0
    previousA = frameIndexA
    previousB = frameIndexB
    if (repeated || sharedPicture) continue
    pairs.push({ kind: 'frame', videoAId: a.id, videoBId: b.id, timestampUs, frameIndexA, frameIndexB })
  }
  return pairs
}

function combinations(videos: readonly PairableVideo[], chooseA: ChooseA): [PairableVideo, PairableVideo][] {
  const ordered = [...videos].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  return ordered.flatMap((first, index) =>
    ordered
      .slice(index + 1)
      .filter((second) => second.generatorId !== first.generatorId && second.mode === first.mode)
      .map((second): [PairableVideo, PairableVideo] =>
        chooseA([first, second]) === first ? [first, second] : [second, first],
      ),
  )
}

/**
 * The text by which prompts belong to one family: prompts whose texts differ only in form, case or white space have the
 * same meaning, so a person who knows one knows the other. Upper case before the last lower folds what has no pair of
 * single letters, such as "ß" and "SS"; lower case before it, "ẞ".
 * @returns "" is never a family: the manifest refuses a text of only white space
 * Source: docs/spec/queue.md [QU21]; forms and folding: Unicode Standard, chapters 3.11 and 3.13
 */
export function promptFamily(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase()
  return folded.normalize('NFKC').replace(/\s+/gu, ' ').trim()
}
