import { expect, test } from 'vitest'
import { EMPTY_ANSWER, type Mark, type Preference, type Side } from './answer'
import { answerHint } from './answer-hints'

const BOTH = { asks: 'both' as const }

function mark(side: Side, frameIndex: number, over: Partial<Mark> = {}): Mark {
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

function answer(preference: Preference | null, marks: Mark[]) {
  return { ...EMPTY_ANSWER, preference, marks }
}

test('[HN1] preferring the side with more marked frames is asked about; equal counts are not', () => {
  const marks = [mark('A', 1), mark('A', 2), mark('B', 7)]
  expect(answerHint(answer('A', marks), BOTH)).toEqual({ code: 'prefers-more-marks', side: 'A', marked: 2, other: 1 })
  expect(answerHint(answer('B', marks), BOTH)).toBeNull()
  expect(answerHint(answer('A', marks.slice(1)), BOTH)).toBeNull()
})

test('[HN1] a frame counts once, however many marks and tracks cross it', () => {
  const crowded = [mark('A', 1), mark('A', 1, { labelKey: 'torso_deformation' }), mark('A', 1, { interpolated: true })]
  expect(answerHint(answer('A', [...crowded, mark('B', 7)]), BOTH)).toBeNull()
})

test('[HN2] a tie of two good sides with marks is asked about', () => {
  expect(answerHint(answer('tie_good', [mark('A', 1), mark('B', 1)]), BOTH)).toEqual({
    code: 'tie-good-marked',
    marked: 2,
  })
  expect(answerHint(answer('tie_good', []), BOTH)).toBeNull()
})

test('[HN3] a tie of two bad sides without a mark is asked about', () => {
  expect(answerHint(answer('tie_bad', []), BOTH)).toEqual({ code: 'tie-bad-clean' })
  expect(answerHint(answer('tie_bad', [mark('B', 1)]), BOTH)).toBeNull()
})

test('[HN4] where a task asks for one of the two, there is nothing to compare', () => {
  expect(answerHint(answer('tie_bad', []), { asks: 'preference' })).toBeNull()
  expect(answerHint(answer(null, [mark('A', 1)]), { asks: 'attribution' })).toBeNull()
})
