import { type AnswerProblem, problem } from './answer-problem'
import type { AnswerTask } from './answer-task'
import type { ScreenAnswer, ScreenMark, ScreenVerdict } from './screen-answer'

/** Source: docs/spec/answer.md [AN4] [AN5] [AN9] */
export function cleanProblems(
  { marks, clean }: Pick<ScreenAnswer, 'marks' | 'clean'>,
  task: AnswerTask,
): AnswerProblem[] {
  const said = new Set<string>()
  const marked = firstMarks(marks)
  return clean.flatMap((verdict) => {
    const place = `${verdict.side}|${verdict.frameIndex}`
    const repeated = said.has(place)
    said.add(place)
    const { side, frameIndex } = verdict
    const complaint =
      misplaced(verdict, task) ??
      (repeated ? (['AN9', `${subject(verdict)} is called free of distortion twice; take one away.`] as const) : null)
    if (complaint) return [problem(complaint[0], complaint[1], { side, frameIndex })]
    const mark = marked.get(place)
    if (!mark) return []
    const message = `${subject(verdict)} is called free of distortion and has a mark on frame ${mark.frameIndex}; take one of the two away.`
    return [problem('AN9', message, { side, frameIndex, markId: mark.id })]
  })
}

/** The first mark of each frame and of each whole clip, by the place of a verdict: thousands of both meet in one pass. */
function firstMarks(marks: readonly ScreenMark[]): Map<string, ScreenMark> {
  const first = new Map<string, ScreenMark>()
  for (const mark of marks) {
    for (const frameIndex of [mark.frameIndex, null]) {
      const place = `${mark.side}|${frameIndex}`
      if (!first.has(place)) first.set(place, mark)
    }
  }
  return first
}

function subject({ side, frameIndex }: ScreenVerdict): string {
  return frameIndex === null ? `The ${side} clip` : `Frame ${frameIndex} of the ${side} clip`
}

function misplaced({ side, frameIndex }: ScreenVerdict, { kind, sides }: AnswerTask): ['AN4' | 'AN5', string] | null {
  const { frameIndex: asked, ptsUs } = sides[side]
  if (kind === 'frame' && frameIndex !== asked) {
    return ['AN4', `This task is about frame ${asked} of the ${side} clip; say "no distortion" of that frame alone.`]
  }
  if (frameIndex === null || frameIndex < ptsUs.length) return null
  return [
    'AN5',
    `"No distortion" is said of frame ${frameIndex}, but the ${side} clip ends with frame ${ptsUs.length - 1}; take it away.`,
  ]
}
