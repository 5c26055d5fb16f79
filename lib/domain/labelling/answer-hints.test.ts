import { expect, test } from 'vitest'
import { answerHint } from './answer-problems'
import { EMPTY_SCREEN_ANSWER, type ScreenMark, type ScreenPreference, type ScreenSide } from './screen-answer'

const BOTH = { asks: 'both' as const }

function mark(side: ScreenSide, frameIndex: number, over: Partial<ScreenMark> = {}): ScreenMark {
  return {
    id: crypto.randomUUID(),
    side,
    frameIndex,
    ptsUs: frameIndex * 40_000,
    labelKey: 'extra_limbs',
    box: null,
    proposalId: null,
    trackId: null,
    interpolated: false,
    ...over,
  }
}

function answer(preference: ScreenPreference | null, marks: ScreenMark[]) {
  return { ...EMPTY_SCREEN_ANSWER, preference, marks }
}

test('[HN1] preferring the side with more marked frames is asked about; equal counts are not', () => {
  const marks = [mark('left', 1), mark('left', 2), mark('right', 7)]
  expect(answerHint(answer('left', marks), BOTH)).toEqual({
    code: 'prefers-more-marks',
    side: 'left',
    marked: 2,
    other: 1,
  })
  expect(answerHint(answer('right', marks), BOTH)).toBeNull()
  expect(answerHint(answer('left', marks.slice(1)), BOTH)).toBeNull()
})

test('[HN1] a frame counts once, however many marks and tracks cross it', () => {
  const crowded = [
    mark('left', 1),
    mark('left', 1, { labelKey: 'torso_deformation' }),
    mark('left', 1, { interpolated: true }),
  ]
  expect(answerHint(answer('left', [...crowded, mark('right', 7)]), BOTH)).toBeNull()
})

test('[HN2] a tie of two good sides with marks is asked about', () => {
  expect(answerHint(answer('tie_good', [mark('left', 1), mark('right', 1)]), BOTH)).toEqual({
    code: 'tie-good-marked',
    marked: 2,
  })
  expect(answerHint(answer('tie_good', []), BOTH)).toBeNull()
})

test('[HN3] a tie of two bad sides without a mark is asked about', () => {
  expect(answerHint(answer('tie_bad', []), BOTH)).toEqual({ code: 'tie-bad-clean' })
  expect(answerHint(answer('tie_bad', [mark('right', 1)]), BOTH)).toBeNull()
})

test('[HN4] where a task asks for one of the two, there is nothing to compare', () => {
  expect(answerHint(answer('tie_bad', []), { asks: 'preference' })).toBeNull()
  expect(answerHint(answer(null, [mark('left', 1)]), { asks: 'attribution' })).toBeNull()
})
