import { expect, test } from 'vitest'
import { isDistorted, proposalsOf } from './proposals-of'

const thresholds = { distortedScore: 3.5, labelProbability: 0.5 }
const labels = { motion_blur: 0.1, limb_deformation: 0.7, facial_deformation: 0.5 }
const box = { x: 0.1, y: 0.2, w: 0.3, h: 0.4 }

test('[PP1] a frame below the threshold is distorted, one at it is not', () => {
  expect(isDistorted({ score: 3.49 }, thresholds)).toBe(true)
  expect(isDistorted({ score: 3.5 }, thresholds)).toBe(false)
  expect(proposalsOf({ score: 3.5, labels, boxes: [] }, thresholds)).toEqual([])
})

test('[PP2] likely labels are proposed, surest first', () => {
  const keys = proposalsOf({ score: 2, labels, boxes: [] }, thresholds).map(({ labelKey }) => labelKey)
  expect(keys).toEqual(['limb_deformation', 'facial_deformation'])
})

test('[PP2] without a likely label the surest one stands', () => {
  const weak = { facial_deformation: 0.2, limb_deformation: 0.3 }
  expect(proposalsOf({ score: 2, labels: weak, boxes: [] }, thresholds)).toEqual([
    { labelKey: 'limb_deformation', box: null, probability: 0.3 },
  ])
})

test('[PP2] when no label has any probability nothing is named', () => {
  expect(proposalsOf({ score: 1, labels: { motion_blur: 0 }, boxes: [] }, thresholds)).toEqual([])
  expect(proposalsOf({ score: 1, labels: {}, boxes: [] }, thresholds)).toEqual([])
})

test('[PP3] each box of a proposed label is a proposal, boxes of other labels are not', () => {
  const other = { ...box, x: 0.5 }
  const boxes = [
    { labelKey: 'limb_deformation', box, probability: 0.9 },
    { labelKey: 'limb_deformation', box: other, probability: 0.8 },
    { labelKey: 'motion_blur', box, probability: 0.9 },
  ]
  expect(proposalsOf({ score: 2, labels, boxes }, thresholds)).toEqual([
    { labelKey: 'limb_deformation', box, probability: 0.7 },
    { labelKey: 'limb_deformation', box: other, probability: 0.7 },
    { labelKey: 'facial_deformation', box: null, probability: 0.5 },
  ])
})
