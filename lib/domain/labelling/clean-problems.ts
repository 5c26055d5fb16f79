import { type AnswerProblem, problem } from './answer-problem'
import type { AnswerTask } from './answer-task'
import type { ScreenAnswer, ScreenVerdict } from './screen-answer'

/** Source: docs/spec/answer.md [AN4] [AN5] [AN9] */
export function cleanProblems(
  { marks, clean }: Pick<ScreenAnswer, 'marks' | 'clean'>,
  task: AnswerTask,
): AnswerProblem[] {
  const said = new Set<string>()
  return clean.flatMap((verdict) => {
    const place = `${verdict.side}|${verdict.frameIndex}`
    const repeated = said.has(place)
    said.add(place)
    const { side, frameIndex } = verdict
    const complaint =
      misplaced(verdict, task) ??
      (repeated ? (['AN9', `${subject(verdict)} is called free of distortion twice; take one away.`] as const) : null)
    if (complaint) return [problem(complaint[0], complaint[1], { side, frameIndex })]
    const marked = marks.find((mark) => mark.side === side && (frameIndex === null || mark.frameIndex === frameIndex))
    if (!marked) return []
    const message = `${subject(verdict)} is called free of distortion and has a mark on frame ${marked.frameIndex}; take one of the two away.`
    return [problem('AN9', message, { side, frameIndex, markId: marked.id })]
  })
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
