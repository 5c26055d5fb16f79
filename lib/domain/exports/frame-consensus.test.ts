import { expect, test } from 'vitest'
import type { Box } from '@/lib/domain/shared'
import { LABELS } from './annotated-pair.fixture'
import { consensusBoxes, toCorners } from './box-consensus'
import type { FrameVoter } from './frame-answers'
import { frameConsensus } from './frame-consensus'

const HAND: Box = { x: 0.1, y: 0.1, w: 0.2, h: 0.2 }
const FOOT: Box = { x: 0.7, y: 0.7, w: 0.2, h: 0.2 }

function voter(annotatorId: string, ...marks: [labelKey: string, box: Box | null][]): FrameVoter {
  return { annotatorId, marks: marks.map(([labelKey, box]) => ({ labelKey, box })) }
}

function decide(originals: FrameVoter[], adjudications: FrameVoter[] = []) {
  return frameConsensus('v_000001', { originals, adjudications }, { labels: LABELS, seed: 's' })
}

test('[EX7] a label needs more than half of those who answered', () => {
  const outcome = decide([
    voter('a', ['extra_limbs', HAND]),
    voter('b', ['extra_limbs', HAND], ['motion_blur', null]),
    voter('c'),
  ])
  expect(outcome).toMatchObject({ state: 'agreed', gold: { labels: ['extra_limbs'], annotatorCount: 3 } })
})

test('[EX7] without an agreed label, clean needs more than half too', () => {
  expect(decide([voter('a', ['extra_limbs', HAND]), voter('b'), voter('c')])).toMatchObject({
    gold: { labels: [], boxes: [] },
  })
  expect(decide([voter('a', ['extra_limbs', HAND]), voter('b')])).toEqual({ state: 'undecided' })
  expect(decide([voter('a', ['extra_limbs', HAND]), voter('b', ['motion_blur', null])])).toEqual({ state: 'undecided' })
  expect(decide([])).toEqual({ state: 'unanswered' })
})

test('[EX7] agreed labels come in taxonomy order', () => {
  const outcome = decide([voter('a', ['motion_blur', null], ['limb_deformation', FOOT], ['extra_limbs', HAND])])
  expect(outcome).toMatchObject({ gold: { labels: ['limb_deformation', 'extra_limbs', 'motion_blur'] } })
})

test('[EX5] an adjudication of the frame replaces all answers', () => {
  const outcome = decide([voter('a', ['extra_limbs', HAND]), voter('b', ['extra_limbs', HAND])], [voter('judge')])
  expect(outcome).toMatchObject({ gold: { labels: [], annotatorCount: 1, adjudicated: true } })
})

test('[EX10] agreement counts who sided with the majority, the least agreed label decides', () => {
  const outcome = decide([
    voter('a', ['extra_limbs', HAND]),
    voter('b', ['extra_limbs', HAND], ['motion_blur', null]),
    voter('c', ['extra_limbs', FOOT]),
  ])
  expect(outcome).toMatchObject({
    gold: { agreement: 2 / 3, agreementByLabel: { extra_limbs: 1, motion_blur: 2 / 3 } },
  })
  expect(decide([voter('a'), voter('b')])).toMatchObject({ gold: { agreement: 1, agreementByLabel: {} } })
})

test('[EX11] an agreed label that needs a box and has none is no gold', () => {
  expect(decide([voter('a', ['extra_limbs', null])])).toEqual({ state: 'missing-box', label: 'extra_limbs' })
  expect(decide([voter('a', ['motion_blur', null])])).toMatchObject({ gold: { labels: ['motion_blur'], boxes: [] } })
})

test('refuses a label that the taxonomy does not have', () => {
  expect(() => decide([voter('a', ['halo', HAND])])).toThrow(/"halo".*taxonomy/)
})

test('[EX8] two regions stay two, one annotator never gives two boxes to a region', () => {
  const near = { ...HAND, x: 0.12 }
  const boxes = [
    { annotatorId: 'b', box: FOOT },
    { annotatorId: 'a', box: HAND },
    { annotatorId: 'b', box: near },
    { annotatorId: 'a', box: FOOT },
  ]
  expect(consensusBoxes(boxes, 2)).toEqual([HAND, FOOT])
  expect(consensusBoxes([...boxes].reverse(), 2)).toEqual([HAND, FOOT])
  expect(
    consensusBoxes(
      [
        { annotatorId: 'a', box: HAND },
        { annotatorId: 'a', box: near },
      ],
      1,
    ),
  ).toEqual([HAND, near])
})

test('[EX9] a region is shown by its medoid, and lone regions fall to a supported one', () => {
  const shifted = (x: number) => ({ ...HAND, x })
  const boxes = [0.1, 0.13, 0.15].map((x, index) => ({ annotatorId: `p${index}`, box: shifted(x) }))
  expect(consensusBoxes([...boxes, { annotatorId: 'p0', box: FOOT }], 3)).toEqual([shifted(0.13)])
})

test('[EX9] with no supported region the best supported one is kept, so a label keeps a box', () => {
  expect(
    consensusBoxes(
      [
        { annotatorId: 'b', box: FOOT },
        { annotatorId: 'a', box: HAND },
      ],
      2,
    ),
  ).toEqual([HAND])
  expect(consensusBoxes([], 2)).toEqual([])
})

test('corners stay inside the frame and print short', () => {
  expect(toCorners({ x: 0.1, y: 0.7, w: 0.2, h: 0.3000005 })).toEqual([0.1, 0.7, 0.3, 1])
})
