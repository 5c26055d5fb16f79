import { type AnswerProblem, problem } from './answer-problem'
import type { AnswerTask } from './answer-task'
import type { ScreenMark } from './screen-answer'

/** Source: docs/spec/answer.md [AN4]–[AN8] */
export function markProblems(marks: readonly ScreenMark[], task: AnswerTask): AnswerProblem[] {
  return [...marks.flatMap((mark) => oneMarkProblems(mark, task)), ...repeatedMarks(marks, task)]
}

function oneMarkProblems(mark: ScreenMark, { kind, sides, labels }: AnswerTask): AnswerProblem[] {
  const { frameIndex, ptsUs } = sides[mark.side]
  const where = { side: mark.side, frameIndex: mark.frameIndex, markId: mark.id }
  const label = labels.get(mark.labelKey)
  const called = label?.name ?? mark.labelKey
  const found: AnswerProblem[] = []
  if (kind === 'frame' && mark.frameIndex !== frameIndex) {
    const message = `"${called}" stands on frame ${mark.frameIndex} of the ${mark.side} clip, but this task is about frame ${frameIndex}; move or delete it.`
    found.push(problem('AN4', message, where))
  }
  const expected = ptsUs[mark.frameIndex]
  if (expected === undefined) {
    const message = `"${called}" stands on frame ${mark.frameIndex}, but the ${mark.side} clip ends with frame ${ptsUs.length - 1}; delete it.`
    found.push(problem('AN5', message, where))
  } else if (expected !== mark.ptsUs) {
    const message = `"${called}" says that frame ${mark.frameIndex} of the ${mark.side} clip is at ${mark.ptsUs} µs; it is at ${expected} µs. Reload the page and mark it again.`
    found.push(problem('AN5', message, where))
  }
  if (!label) {
    const message = `There is no label "${mark.labelKey}" in the taxonomy of this task; choose another label.`
    found.push(problem('AN6', message, where))
  } else if (label.needsBox && mark.box === null) {
    const message = `"${called}" on frame ${mark.frameIndex} of the ${mark.side} clip needs a box; draw it around the broken part.`
    found.push(problem('AN7', message, where))
  }
  return found
}

/** Source: docs/spec/answer.md [AN8] */
function repeatedMarks(marks: readonly ScreenMark[], { labels }: AnswerTask): AnswerProblem[] {
  const ids = new Set<string>()
  const said = new Set<string>()
  return marks.flatMap((mark) => {
    const box = mark.box ? [mark.box.x, mark.box.y, mark.box.w, mark.box.h].join() : ''
    const content = [mark.side, mark.frameIndex, mark.labelKey, box].join('|')
    const repeated = ids.has(mark.id) || said.has(content)
    ids.add(mark.id)
    said.add(content)
    if (!repeated) return []
    const called = labels.get(mark.labelKey)?.name ?? mark.labelKey
    const message = `"${called}" is marked twice in the same place, on frame ${mark.frameIndex} of the ${mark.side} clip; delete one.`
    return [problem('AN8', message, { side: mark.side, frameIndex: mark.frameIndex, markId: mark.id })]
  })
}
