import { type AnswerProblem, problem } from './answer-problem'
import type { AnswerTask } from './answer-task'
import type { ScreenMark } from './screen-answer'
import { byFrame, keyframesOf, trackBoxes } from './tracks'

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
    .map((mark) => found('TR3', mark, task, 'lies between keyframes, but belongs to no track; draw it anew.'))
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
    return [found('TR1', other, task, 'shares a track with another label or clip; take it off the track.')]
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
    if (mark.proposalId !== null) return [found('TR6', mark, task, 'is computed, so it is no copy of a proposal.')]
    if (isSameBox(mark.box, boxes.get(mark.frameIndex) ?? null)) return []
    return [found('TR5', mark, task, 'is not where its keyframes put it; move a keyframe to have it computed again.')]
  })
}

function isSameBox(a: ScreenMark['box'], b: ScreenMark['box']): boolean {
  if (a === null || b === null) return a === b
  return [a.x - b.x, a.y - b.y, a.w - b.w, a.h - b.h].every((difference) => Math.abs(difference) <= SAME)
}
