import type { PairKind } from '@/lib/domain/media'
import { type AnswerProblem, problem } from './answer-task'
import { otherScreenSide, SCREEN_SIDES, type ScreenSeen, type ScreenSide } from './screen-answer'
import type { SeenRanges } from './work'

/** The thresholds of the model that scored a clip, on its scale of 1 (broken) to 5 (clean). Source: docs/spec/proposals.md [PP1] */
export type ScoreThresholds = { distortedScore: number; high: number }

/**
 * Classifies a frame by its score: below `distortedScore` distorted, from `high` on clean.
 * Source: docs/spec/watched.md [WA5]
 */
export function verdictOfScore(
  score: number,
  { distortedScore, high }: ScoreThresholds,
): 'distorted' | 'doubtful' | 'clean' {
  if (score < distortedScore) return 'distorted'
  return score < high ? 'doubtful' : 'clean'
}

/** A browser may drop a frame here and there. Source: docs/spec/watched.md [WA1] */
const PLAYED_SHARE = 0.95

/** Frames worth a look, ascending: those with a proposal, and those that the model calls distorted. Source: docs/spec/watched.md [WA2] */
export function suspectFrames({
  proposals,
  scores,
  thresholds,
}: {
  proposals: readonly { frameIndex: number }[]
  scores: readonly { frameIndex: number; score: number }[]
  thresholds: ScoreThresholds | null
}): number[] {
  const low = thresholds ? scores.filter(({ score }) => verdictOfScore(score, thresholds) === 'distorted') : []
  return [...new Set([...proposals, ...low].map(({ frameIndex }) => frameIndex))].sort((a, b) => a - b)
}

/** One clip of a task whose project requires that it is watched. */
export type WatchedSide = {
  /** The frame to judge in a frame pair; unused in a video pair. */
  frameIndex: number
  /** Length of the clip in source frames. */
  frames: number
  /** Suspect frames that the person may see; none where the model's opinion is hidden. */
  suspects: readonly number[]
}
export type WatchTask = { kind: PairKind; sides: Record<ScreenSide, WatchedSide> }

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
 * What a person must still look at before an answer is accepted, as texts; empty when nothing is left. The screen and
 * the server use it.
 * Source: docs/spec/watched.md
 */
export function watchProblems(seen: ScreenSeen, { kind, sides }: WatchTask): AnswerProblem[] {
  if (kind === 'frame') {
    return SCREEN_SIDES.filter((side) => !isSeen(seen[side], sides[side].frameIndex)).map((side) => {
      const { frameIndex } = sides[side]
      return problem('WA4', `Look at frame ${frameIndex} of the ${side} clip.`, { side, frameIndex })
    })
  }
  const unseen = { left: unseenSuspects(seen, sides, 'left'), right: unseenSuspects(seen, sides, 'right') }
  const isAnySuspect = SCREEN_SIDES.some((side) => sides[side].suspects.length > 0)
  if (isAnySuspect && unseen.left.length + unseen.right.length === 0) return []
  return SCREEN_SIDES.filter((side) => !isPlayed(seen, sides, side)).flatMap((side) => {
    const other = otherScreenSide(side)
    const play = `Play the ${side} clip to its end`
    const frameIndex = unseen[side][0] ?? null
    if (frameIndex !== null) {
      return [problem('WA1', `${play}, or look at ${frames(unseen[side].length, 'its')}.`, { side, frameIndex })]
    }
    if (unseen[other].length === 0) return [problem('WA1', `${play}.`, { side })]
    // Its suspect frames were seen, so only the other clip is left; that clip has its own text unless it was played.
    if (!isPlayed(seen, sides, other)) return []
    const rest = `${frames(unseen[other].length, 'the')} of the ${other} clip`
    return [problem('WA1', `${play}, or look at ${rest}.`, { side })]
  })
}

function frames(count: number, whose: string): string {
  return `${whose} ${count} suspect ${count === 1 ? 'frame' : 'frames'} not seen yet`
}

function isPlayed(seen: ScreenSeen, sides: WatchTask['sides'], side: ScreenSide): boolean {
  return countSeen(seen[side], sides[side].frames) >= PLAYED_SHARE * sides[side].frames
}

function unseenSuspects(seen: ScreenSeen, sides: WatchTask['sides'], side: ScreenSide): number[] {
  return sides[side].suspects.filter((frameIndex) => !isSeen(seen[side], frameIndex))
}
