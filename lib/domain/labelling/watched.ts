import type { Side } from './answer'
import { type AnswerProblem, problem } from './answer-problem'
import { type PairKind, SIDES } from './answer-task'
import type { Seen, SeenRanges } from './work'

/** A sampled frame scored below this is suspect (REACT: 1 broken – 5 clean). */
export const SUSPECT_BELOW = 3
/** A browser may drop a frame here and there. Source: docs/spec/watched.md [WA1] */
const PLAYED_SHARE = 0.95

/** Frames worth a look, ascending: those with a proposal, and those scored low. Source: docs/spec/watched.md */
export function suspectFrames({
  proposals,
  scores,
}: {
  proposals: readonly { frameIndex: number }[]
  scores: readonly { frameIndex: number; score: number }[]
}): number[] {
  const low = scores.filter(({ score }) => score < SUSPECT_BELOW)
  return [...new Set([...proposals, ...low].map(({ frameIndex }) => frameIndex))].sort((a, b) => a - b)
}

/** One clip of a task whose project wants it watched. */
export type WatchedSide = {
  /** What the person calls it on screen: "left", "right". */
  name: string
  /** The frame to judge in a frame pair; unused in a video pair. */
  frameIndex: number
  /** Length of the clip in source frames. */
  frames: number
  /** Suspect frames that the person may see; none where the model's opinion is hidden. */
  suspects: readonly number[]
}
export type WatchTask = { kind: PairKind; sides: Record<Side, WatchedSide> }

function isSeen(ranges: SeenRanges, frameIndex: number): boolean {
  return ranges.some(([first, last]) => first <= frameIndex && frameIndex <= last)
}

/** Ranges are ascending and apart, but what a client sends may not be. */
function countSeen(ranges: SeenRanges, frames: number): number {
  let counted = 0
  let next = 0
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const end = Math.min(last, frames - 1) + 1
    counted += Math.max(0, end - Math.max(first, next))
    next = Math.max(next, end)
  }
  return counted
}

/**
 * What has to be looked at before an answer counts, in words; empty once it was. The screen and the server ask the same.
 * Source: docs/spec/watched.md
 */
export function watchProblems(seen: Seen, { kind, sides }: WatchTask): AnswerProblem[] {
  if (kind === 'frame') {
    return SIDES.filter((side) => !isSeen(seen[side], sides[side].frameIndex)).map((side) => {
      const { name, frameIndex } = sides[side]
      return problem('WA4', `Look at frame ${frameIndex} of the ${name} clip.`, { side, frameIndex })
    })
  }
  const left = { A: unseenSuspects(seen, sides, 'A'), B: unseenSuspects(seen, sides, 'B') }
  const isAnySuspect = SIDES.some((side) => sides[side].suspects.length > 0)
  if (isAnySuspect && left.A.length + left.B.length === 0) return []
  return SIDES.filter((side) => !isPlayed(seen, sides, side)).flatMap((side) => {
    const other = side === 'A' ? 'B' : 'A'
    const play = `Play the ${sides[side].name} clip to its end`
    const frameIndex = left[side][0] ?? null
    if (frameIndex !== null) {
      return [problem('WA1', `${play}, or look at ${frames(left[side].length, 'its')}.`, { side, frameIndex })]
    }
    if (left[other].length === 0) return [problem('WA1', `${play}.`, { side })]
    // Its suspects were seen, so it waits for the other clip, which speaks for itself unless it was played.
    if (!isPlayed(seen, sides, other)) return []
    const rest = `${frames(left[other].length, 'the')} of the ${sides[other].name} clip`
    return [problem('WA1', `${play}, or look at ${rest}.`, { side })]
  })
}

export function isWatched(seen: Seen, task: WatchTask): boolean {
  return watchProblems(seen, task).length === 0
}

function frames(count: number, whose: string): string {
  return `${whose} ${count} suspect ${count === 1 ? 'frame' : 'frames'} not seen yet`
}

function isPlayed(seen: Seen, sides: WatchTask['sides'], side: Side): boolean {
  return countSeen(seen[side], sides[side].frames) >= PLAYED_SHARE * sides[side].frames
}

function unseenSuspects(seen: Seen, sides: WatchTask['sides'], side: Side): number[] {
  return sides[side].suspects.filter((frameIndex) => !isSeen(seen[side], frameIndex))
}
