import { expect, test } from 'vitest'
import type { ScreenMark } from '@/lib/domain/labelling'
import { laneParts } from './lane-parts'

function mark(frameIndex: number, interpolated = false, labelKey = 'extra_limbs'): ScreenMark {
  const id = `${labelKey}-${frameIndex}`
  return { id, side: 'left', frameIndex, ptsUs: 0, labelKey, box: null, proposalId: null, trackId: null, interpolated }
}

test('neighbouring frames are one bar, computed ones another, and each label has its line', () => {
  const marks = [mark(9), mark(3), mark(4, true), mark(5, true), mark(6), mark(4, false, 'motion_blur')]
  const { parts, lines } = laneParts(marks)
  expect(parts.map(({ labelKey, from, to, between, line }) => [labelKey, from, to, between, line])).toEqual([
    ['extra_limbs', 3, 3, false, 0],
    ['extra_limbs', 4, 5, true, 0],
    ['extra_limbs', 6, 6, false, 0],
    ['extra_limbs', 9, 9, false, 0],
    ['motion_blur', 4, 4, false, 1],
  ])
  expect(lines).toBe(2)
})

test('a frame that is drawn and computed counts as drawn; a fifth label shares the last line', () => {
  expect(laneParts([mark(3, true), { ...mark(3), id: 'other' }]).parts).toMatchObject([{ between: false }])
  const many = ['a', 'b', 'c', 'd', 'e'].map((key) => mark(1, false, key))
  expect(laneParts(many).parts.map(({ line }) => line)).toEqual([0, 1, 2, 3, 3])
})
