import { expect, test } from 'vitest'
import type { Side } from './answer'
import { type DissentingAnswer, dissentOf } from './counted-answer'

const said = (marks: Side[], clean: Side[]): DissentingAnswer => ({
  preference: null,
  marks: marks.map((side) => ({ side })),
  clean: clean.map((side) => ({ side })),
})

test.each<[string, DissentingAnswer[], number]>([
  ['one marks both sides, the other calls B clean', [said(['A', 'B'], []), said(['A'], ['B'])], 1],
  ['each speaks of another side', [said(['A'], []), said([], ['B'])], 0],
  ['each speaks of another side, the other way round', [said([], ['A']), said(['B'], [])], 0],
  ['a mark weighs more than "no distortion" on the same side', [said(['A'], ['A']), said(['A'], [])], 0],
  ['two of three call B distorted', [said(['B'], []), said(['B'], []), said([], ['B'])], 2 / 3],
])('[QU18] each side counts for itself: %s', (_, answers, dissent) => {
  expect(dissentOf(answers)).toBeCloseTo(dissent, 12)
})
