import { type AnswerProblem, type AnswerTask, asksAttribution, asksPreference, problem } from './answer-task'
import {
  otherScreenSide,
  SCREEN_SIDES,
  type ScreenAnswer,
  type ScreenMark,
  type ScreenSide,
  type ScreenVerdict,
} from './screen-answer'
import { trackProblems } from './tracks'

/** Source: docs/spec/answer.md [AN10] */
function proposalProblems(
  { marks, proposals }: Pick<ScreenAnswer, 'marks' | 'proposals'>,
  { sides }: AnswerTask,
): AnswerProblem[] {
  const strays = marks.flatMap(({ id, side, frameIndex, proposalId }) => {
    if (proposalId === null || sides[side].proposalIds.has(proposalId)) return []
    const message = `The mark on frame ${frameIndex} of the ${side} clip was copied from a proposal of another clip; delete it and mark it again.`
    return [problem('AN10', message, { side, frameIndex, markId: id })]
  })
  const decided = new Set<string>()
  const decisions = proposals.flatMap(({ proposalId }) => {
    const repeated = decided.has(proposalId)
    decided.add(proposalId)
    if (repeated) return [problem('AN10', 'A proposal is decided twice; keep one decision.')]
    if (SCREEN_SIDES.some((side) => sides[side].proposalIds.has(proposalId))) return []
    return [problem('AN10', 'A decision names a proposal that does not belong to this task; remove the decision.')]
  })
  return [...strays, ...decisions]
}

/** Source: docs/spec/answer.md [AN4]–[AN8] */
function markProblems(marks: readonly ScreenMark[], task: AnswerTask): AnswerProblem[] {
  return [...marks.flatMap((mark) => oneMarkProblems(mark, task)), ...repeatedMarks(marks, task)]
}

function oneMarkProblems(mark: ScreenMark, { kind, sides, labels }: AnswerTask): AnswerProblem[] {
  const { frameIndex, ptsUs } = sides[mark.side]
  const where = { side: mark.side, frameIndex: mark.frameIndex, markId: mark.id }
  const label = labels.get(mark.labelKey)
  const called = label?.name ?? mark.labelKey
  const found: AnswerProblem[] = []
  if (kind === 'frame' && mark.frameIndex !== frameIndex) {
    const message = `"${called}" is on frame ${mark.frameIndex} of the ${mark.side} clip, but this task is about frame ${frameIndex}; move or delete it.`
    found.push(problem('AN4', message, where))
  }
  const expected = ptsUs[mark.frameIndex]
  if (expected === undefined) {
    const message = `"${called}" is on frame ${mark.frameIndex}, but the ${mark.side} clip ends with frame ${ptsUs.length - 1}; delete it.`
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

/** Source: docs/spec/answer.md [AN4] [AN5] [AN9] */
function cleanProblems({ marks, clean }: Pick<ScreenAnswer, 'marks' | 'clean'>, task: AnswerTask): AnswerProblem[] {
  const said = new Set<string>()
  const marked = firstMarks(marks)
  return clean.flatMap((verdict) => {
    const place = `${verdict.side}|${verdict.frameIndex}`
    const repeated = said.has(place)
    said.add(place)
    const { side, frameIndex } = verdict
    const complaint =
      misplaced(verdict, task) ??
      (repeated ? (['AN9', `${subject(verdict)} has "no distortion" twice; remove one.`] as const) : null)
    if (complaint) return [problem(complaint[0], complaint[1], { side, frameIndex })]
    const mark = marked.get(place)
    if (!mark) return []
    const message = `${subject(verdict)} has "no distortion" and a mark on frame ${mark.frameIndex}; remove one of the two.`
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
    return ['AN4', `This task is about frame ${asked} of the ${side} clip; set "no distortion" only for that frame.`]
  }
  if (frameIndex === null || frameIndex < ptsUs.length) return null
  return [
    'AN5',
    `"No distortion" is set for frame ${frameIndex}, but the ${side} clip ends with frame ${ptsUs.length - 1}; remove it.`,
  ]
}

/**
 * Everything that keeps an answer from being submitted, in the order of the screen; empty when it is complete.
 * Source: docs/spec/answer.md
 */
export function answerProblems(answer: ScreenAnswer, task: AnswerTask): AnswerProblem[] {
  return [...preferenceProblems(answer, task), ...strengthProblems(answer), ...attributionProblems(answer, task)]
}

/** Source: docs/spec/answer.md [AN1] */
function preferenceProblems({ preference }: ScreenAnswer, { asks }: AnswerTask): AnswerProblem[] {
  if (asksPreference(asks)) {
    if (preference !== null) return []
    return [problem('AN1', 'Say which side is less broken: left, right, both good or both bad.')]
  }
  if (preference === null) return []
  return [problem('AN1', 'This task does not ask for a preference; remove it.')]
}

/** Source: docs/spec/answer.md [AN15] */
function strengthProblems({ preference, strength }: ScreenAnswer): AnswerProblem[] {
  if (strength === null || preference === 'left' || preference === 'right') return []
  return [problem('AN15', `"${strength}" says how much better one side is; choose left or right, or remove it.`)]
}

function attributionProblems(answer: ScreenAnswer, task: AnswerTask): AnswerProblem[] {
  if (asksAttribution(task.asks)) {
    return [
      ...unansweredSides(answer, task),
      ...markProblems(answer.marks, task),
      ...trackProblems(answer.marks, task),
      ...cleanProblems(answer, task),
      ...proposalProblems(answer, task),
    ]
  }
  if (answer.marks.length + answer.clean.length + answer.proposals.length === 0) return []
  return [problem('AN2', 'This task asks only for a preference; remove the marks and "no distortion".')]
}

/** Source: docs/spec/answer.md [AN3] */
function unansweredSides({ marks, clean }: ScreenAnswer, { kind }: AnswerTask): AnswerProblem[] {
  return SCREEN_SIDES.flatMap((side) => {
    const marked = marks.some((mark) => mark.side === side)
    const saidClean = clean.some(
      (verdict) => verdict.side === side && (kind === 'frame' || verdict.frameIndex === null),
    )
    if (marked || saidClean) return []
    const what = kind === 'frame' ? 'frame' : 'clip'
    return [problem('AN3', `The ${side} ${what}: mark what is wrong, or say "no distortion".`, { side })]
  })
}

/** Why an answer that is complete may still not be what its author meant. `marked` counts frames with marks. */
export type AnswerHint =
  | { code: 'prefers-more-marks'; side: ScreenSide; marked: number; other: number }
  | { code: 'tie-good-marked'; marked: number }
  | { code: 'tie-bad-clean' }

/**
 * What the screen asks about before submitting. A hint is not an error: the server accepts the answer as it is.
 * Source: docs/spec/answer.md [HN1]–[HN4]
 */
export function answerHint({ preference, marks }: ScreenAnswer, { asks }: Pick<AnswerTask, 'asks'>): AnswerHint | null {
  if (asks !== 'both' || preference === null) return null
  const marked = { left: markedFrames(marks, 'left'), right: markedFrames(marks, 'right') }
  const total = SCREEN_SIDES.reduce((sum, side) => sum + marked[side], 0)
  if (preference === 'tie_good') return total > 0 ? { code: 'tie-good-marked', marked: total } : null
  if (preference === 'tie_bad') return total === 0 ? { code: 'tie-bad-clean' } : null
  const other = marked[otherScreenSide(preference)]
  if (marked[preference] <= other) return null
  return { code: 'prefers-more-marks', side: preference, marked: marked[preference], other }
}

function markedFrames(marks: ScreenAnswer['marks'], side: ScreenSide): number {
  return new Set(marks.filter((mark) => mark.side === side).map(({ frameIndex }) => frameIndex)).size
}
