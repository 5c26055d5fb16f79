import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Thresholds } from '@/lib/domain/proposals'
import { calibrateThresholds, type LabelledScore } from './calibrate-thresholds'

function frame(score: number, isDistorted: boolean, probability = isDistorted ? 0.8 : 0.1): LabelledScore {
  return {
    score,
    isDistorted,
    labels: isDistorted ? ['motion_blur'] : [],
    probabilities: { motion_blur: probability, extra_limbs: 0.3 },
  }
}

function times(count: number, ...frames: LabelledScore[]): LabelledScore[] {
  return Array.from({ length: count }, () => frames).flat()
}

test('[TC1] too few frames of a kind calibrate nothing', () => {
  expect(
    calibrateThresholds([...times(19, frame(2, true)), ...times(100, frame(5, false))], ['motion_blur']),
  ).toBeNull()
  expect(
    calibrateThresholds([...times(100, frame(2, true)), ...times(19, frame(5, false))], ['motion_blur']),
  ).toBeNull()
  expect(calibrateThresholds(times(20, frame(2, true), frame(5, false)), ['motion_blur'])).not.toBeNull()
})

test('[TC2] the worked example, ten times', () => {
  const frames = times(
    10,
    frame(1, true),
    frame(2, true),
    frame(4, true),
    frame(3, false),
    frame(5, false),
    frame(5, false),
  )
  const found = calibrateThresholds(frames, ['motion_blur'])
  expect(found?.thresholds.distortedScore).toBe(2.5)
  expect(found?.balancedF1).toBeCloseTo((0.8 + 6 / 7) / 2, 10)
  expect(found).toMatchObject({ frames: 60, distorted: 30 })
})

test('[TC3] beyond low and high nine in ten are what they seem; without such frames the usual ones', () => {
  const frames = [
    ...times(20, frame(1.5, true)),
    ...times(10, frame(2.5, true), frame(2.5, false)),
    ...times(10, frame(3.5, true), frame(3.5, false)),
    ...times(20, frame(4.5, false)),
  ]
  expect(calibrateThresholds(frames, ['motion_blur'])?.thresholds).toMatchObject({ low: 2, high: 4 })
  const mixed = times(20, frame(2, true), frame(2, false), frame(4.4, true), frame(4.4, false))
  expect(calibrateThresholds(mixed, ['motion_blur'])?.thresholds).toMatchObject({ low: 3, high: 4 })
})

test('[TC3] a model that is sure on both sides of one cut has nothing between low and high', () => {
  const frames = [
    ...times(40, frame(2, true), frame(4.5, false)),
    ...times(2, frame(3.2, true), frame(3.2, false)),
    ...times(8, frame(3.7, false)),
  ]
  const found = calibrateThresholds(frames, ['motion_blur'])?.thresholds
  expect(found?.low).toBeCloseTo(3.45, 10)
  expect(found?.high).toBeCloseTo(3.45, 10)
})

test('[TC4] the probability that names labels best, the highest of equal ones', () => {
  const frames = times(20, frame(2, true, 0.72), frame(5, false, 0.41))
  expect(calibrateThresholds(frames, ['motion_blur', 'extra_limbs'])?.thresholds.labelProbability).toBe(0.7)
})

test('[TC2] [TC3] whatever the scores, the thresholds are valid and in order', () => {
  const anyFrame = fc
    .tuple(fc.double({ min: 1, max: 5, noNaN: true }), fc.boolean(), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([score, isDistorted, probability]) => frame(score, isDistorted, probability))
  fc.assert(
    fc.property(fc.array(anyFrame, { maxLength: 200 }), (frames) => {
      const found = calibrateThresholds([...frames, ...times(20, frame(3, true), frame(3, false))], ['motion_blur'])
      const { low, distortedScore, high } = Thresholds.parse(found?.thresholds)
      expect(low).toBeLessThanOrEqual(distortedScore)
      expect(high).toBeGreaterThanOrEqual(low)
    }),
  )
})
