import { expect, test } from 'vitest'
import type { Box } from '@/lib/domain/shared'
import { consensusBoxes, type OwnedBox } from './box-consensus'

/** Two boxes of one size, shifted by `shift` of their width, overlap by (1 − shift) / (1 + shift). */
const at = (x: number, y = 0): Box => ({ x, y, w: 0.1, h: 0.1 })
const shiftFor = (overlap: number) => (0.1 * (1 - overlap)) / (1 + overlap)
const by = (annotatorId: string, box: Box): OwnedBox => ({ annotatorId, box })

test('[EX8] two boxes are of one region from an overlap of 0.3 on', () => {
  const apart = at(shiftFor(0.299))
  expect(consensusBoxes([by('a', at(0)), by('b', apart)], 1)).toEqual([at(0), apart])
  expect(consensusBoxes([by('a', at(0)), by('b', at(shiftFor(0.301)))], 1)).toEqual([at(0)])
})

test('[EX8] a box joins the region that it overlaps most', () => {
  const [left, right] = [at(0), at(0.08)]
  const near = at(0.05)
  const boxes = [by('a', left), by('a', right), by('b', near)]
  expect(consensusBoxes(boxes, 1)).toEqual([left, near])
  const nearer = at(0.03)
  expect(consensusBoxes([by('a', left), by('a', right), by('b', nearer)], 1)).toEqual([left, right])
})

test('[EX8] a region counts by the mean overlap with its boxes, not by the sum', () => {
  const wide = 0.06
  const boxes = [by('a', at(0)), by('b', at(0)), by('c', at(wide))]
  expect(consensusBoxes(boxes, 1)).toEqual([at(0), at(wide)])
})

test('[EX8] one of several people who are in a region may not be in it twice', () => {
  const boxes = [by('a', at(0)), by('b', at(0.001)), by('b', at(0.002))]
  expect(consensusBoxes(boxes, 1)).toEqual([at(0), at(0.002)])
})

test('[EX8] regions come from left to right, then from top to bottom', () => {
  const boxes = [at(0.5, 0.5), at(0.5, 0), at(0, 0.5), at(0, 0)].map((box) => by('a', box))
  expect(consensusBoxes(boxes, 1)).toEqual([at(0, 0), at(0, 0.5), at(0.5, 0), at(0.5, 0.5)])
})

test('[EX9] a region needs more than half of those who named the label', () => {
  const [hand, foot] = [at(0), at(0.5)]
  const boxes = [by('a', hand), by('b', hand), by('a', foot)]
  expect(consensusBoxes(boxes, 3)).toEqual([hand])
  expect(consensusBoxes(boxes, 4)).toEqual([hand])
  expect(consensusBoxes([by('a', foot), by('b', hand), by('c', hand)], 6)).toEqual([hand])
})
