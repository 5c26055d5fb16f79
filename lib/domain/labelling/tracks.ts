import type { Box } from '@/lib/domain/shared'
import { type AnswerProblem, type AnswerTask, problem } from './answer-task'
import type { ScreenMark } from './screen-answer'

/** The edge that `Box` still accepts: rounding may put an interpolated one a hair beyond it. */
const EDGE = 1 + 1e-6

export function byFrame(a: ScreenMark, b: ScreenMark): number {
  return a.frameIndex - b.frameIndex
}

/** The marks that a person made themselves, in frame order. Source: docs/spec/tracks.md [TR2] */
export function keyframesOf(marks: readonly ScreenMark[]): ScreenMark[] {
  return marks.filter(({ interpolated }) => !interpolated).sort(byFrame)
}

/** Between the two, whatever the rounding; the value itself where both are equal. */
function between(from: number, to: number, share: number): number {
  const value = from * (1 - share) + to * share
  return Math.min(Math.max(from, to), Math.max(Math.min(from, to), value))
}

/** A length that starts inside the frame and ends in it. */
function within(start: number, length: number): number {
  return start + length > EDGE && start < 1 ? 1 - start : length
}

/** @param share of the time from the first box to the second, 0–1 */
function mixed(from: Box, to: Box, share: number): Box {
  const x = between(from.x, to.x, share)
  const y = between(from.y, to.y, share)
  return { x, y, w: within(x, between(from.w, to.w, share)), h: within(y, between(from.h, to.h, share)) }
}

/**
 * The box of a track on a frame between two of its keyframes, linear in presentation time.
 * @param ptsUs presentation time in µs of every source frame of the clip
 * Source: docs/spec/tracks.md [TR5]
 */
export function trackBoxBetween(
  before: Pick<ScreenMark, 'frameIndex' | 'box'>,
  after: Pick<ScreenMark, 'frameIndex' | 'box'>,
  frameIndex: number,
  ptsUs: readonly number[],
): Box | null {
  if (before.box === null || after.box === null) return null
  const [from = 0, at = 0, to = 0] = [before.frameIndex, frameIndex, after.frameIndex].map((index) => ptsUs[index])
  return mixed(before.box, after.box, to > from ? (at - from) / (to - from) : 0)
}

/** All boxes of a track by frame, from its first keyframe to its last and never beyond. Source: docs/spec/tracks.md [TR5] */
export function trackBoxes(keyframes: readonly ScreenMark[], ptsUs: readonly number[]): Map<number, Box | null> {
  const boxes = new Map<number, Box | null>()
  for (const [before, after] of spans(keyframes)) {
    boxes.set(before.frameIndex, before.box)
    for (let index = before.frameIndex + 1; index < after.frameIndex; index += 1) {
      boxes.set(index, trackBoxBetween(before, after, index, ptsUs))
    }
    boxes.set(after.frameIndex, after.box)
  }
  return boxes
}

/** Neighbouring keyframes in frame order; a single one with itself. */
function spans(keyframes: readonly ScreenMark[]): [ScreenMark, ScreenMark][] {
  const ordered = [...keyframes].sort(byFrame)
  const [first] = ordered
  if (!first) return []
  if (ordered.length === 1) return [[first, first]]
  return ordered.slice(1).map((after, index) => [ordered[index] ?? first, after])
}

export type TrackParts = {
  /** The marks of one track that a person made; any order. */
  keyframes: readonly ScreenMark[]
  /** Presentation time in µs of every source frame of the clip. */
  ptsUs: readonly number[]
  /** Id of the mark between keyframes on this frame: the one it had, or a new one. */
  newId: (frameIndex: number) => string
}

/**
 * The whole track in frame order: its keyframes unchanged, and one computed mark for each frame between them.
 * Source: docs/spec/tracks.md [TR4]–[TR7]
 */
export function interpolateTrack({ keyframes, ptsUs, newId }: TrackParts): ScreenMark[] {
  const made = new Map(keyframes.map((mark) => [mark.frameIndex, mark]))
  const [first] = keyframes
  if (!first) return []
  return [...trackBoxes(keyframes, ptsUs)].map(([frameIndex, box]) => {
    const keyframe = made.get(frameIndex)
    if (keyframe) return keyframe
    const computed = { ptsUs: ptsUs[frameIndex] ?? 0, box, proposalId: null, interpolated: true }
    return { ...first, id: newId(frameIndex), frameIndex, ...computed }
  })
}

/**
 * All marks of an answer after the keyframes of one track changed: its computed marks are computed again, with the ids
 * they had; other marks do not change.
 * Source: docs/spec/tracks.md [TR7]
 */
export function rebuildTrack(
  marks: readonly ScreenMark[],
  { trackId, ptsUs, newId }: Omit<TrackParts, 'keyframes'> & { trackId: string },
): ScreenMark[] {
  const own = marks.filter((mark) => mark.trackId === trackId)
  const ids = new Map(own.filter(({ interpolated }) => interpolated).map(({ frameIndex, id }) => [frameIndex, id]))
  const idOf = (frameIndex: number) => ids.get(frameIndex) ?? newId(frameIndex)
  const track = interpolateTrack({ keyframes: keyframesOf(own), ptsUs, newId: idOf })
  const place = marks.findIndex((mark) => mark.trackId === trackId)
  if (place < 0) return [...marks]
  const others = (part: readonly ScreenMark[]) => part.filter((mark) => mark.trackId !== trackId)
  return [...others(marks.slice(0, place)), ...track, ...others(marks.slice(place))]
}

/** Corners this close (fractions of the frame) are the same. */
const SAME = 1e-6

/** Source: docs/spec/tracks.md */
export function trackProblems(marks: readonly ScreenMark[], task: AnswerTask): AnswerProblem[] {
  const tracks = new Map<string, ScreenMark[]>()
  const alone: ScreenMark[] = []
  for (const mark of marks) {
    const track = mark.trackId === null ? alone : (tracks.get(mark.trackId) ?? [])
    track.push(mark)
    if (mark.trackId !== null) tracks.set(mark.trackId, track)
  }
  const strays = alone
    .filter(({ interpolated }) => interpolated)
    .map((mark) => found('TR3', mark, task, 'is between keyframes, but belongs to no track; draw it again.'))
  return [...strays, ...[...tracks.values()].flatMap((track) => oneTrackProblems(track.sort(byFrame), task))]
}

function found(rule: `TR${number}`, mark: ScreenMark, { labels }: AnswerTask, what: string): AnswerProblem {
  const { side, frameIndex, id: markId } = mark
  const called = labels.get(mark.labelKey)?.name ?? mark.labelKey
  const message = `"${called}" on frame ${frameIndex} of the ${side} clip ${what}`
  return problem(rule, message, { side, frameIndex, markId })
}

/** The first thing that is wrong with a track: whatever follows from it would only confuse. */
function oneTrackProblems(track: readonly ScreenMark[], task: AnswerTask): AnswerProblem[] {
  const [first] = track
  if (!first) return []
  const other = track.find(({ side, labelKey }) => side !== first.side || labelKey !== first.labelKey)
  if (other) {
    return [found('TR1', other, task, 'shares a track with another label or clip; remove it from the track.')]
  }
  const keyframes = keyframesOf(track)
  const boxless = keyframes.find(({ box }) => (box === null) !== (keyframes[0]?.box === null))
  if (boxless) return [found('TR1', boxless, task, 'and the rest of its track: give all keyframes a box, or none.')]
  const repeated = track.find((mark, index) => mark.frameIndex === track[index - 1]?.frameIndex)
  if (repeated) return [found('TR2', repeated, task, 'is twice in its track; delete one of the two.')]
  return spanProblems(track, keyframes, task)
}

/** Source: docs/spec/tracks.md [TR3]–[TR6] */
function spanProblems(
  track: readonly ScreenMark[],
  keyframes: readonly ScreenMark[],
  task: AnswerTask,
): AnswerProblem[] {
  const [first, last] = [keyframes[0], keyframes.at(-1)]
  const outside = track.find(
    ({ interpolated, frameIndex }) =>
      interpolated && !(first && last && first.frameIndex < frameIndex && frameIndex < last.frameIndex),
  )
  if (outside) return [found('TR3', outside, task, 'is computed, but not between two keyframes; delete it.')]
  const gap = track.find((mark, index) => mark.frameIndex > (track[index - 1]?.frameIndex ?? mark.frameIndex) + 1)
  if (gap) return [found('TR4', gap, task, 'comes after a gap in its track; move a keyframe to fill it, or delete it.')]
  const boxes = trackBoxes(keyframes, task.sides[track[0]?.side ?? 'left'].ptsUs)
  return track.flatMap((mark) => {
    if (!mark.interpolated) return []
    if (mark.proposalId !== null)
      return [found('TR6', mark, task, 'is computed, so it cannot be a copy of a proposal.')]
    if (isSameBox(mark.box, boxes.get(mark.frameIndex) ?? null)) return []
    return [found('TR5', mark, task, 'is not where its keyframes put it; move a keyframe to have it computed again.')]
  })
}

function isSameBox(a: ScreenMark['box'], b: ScreenMark['box']): boolean {
  if (a === null || b === null) return a === b
  return [a.x - b.x, a.y - b.y, a.w - b.w, a.h - b.h].every((difference) => Math.abs(difference) <= SAME)
}
