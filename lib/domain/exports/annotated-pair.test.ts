import { expect, test } from 'vitest'
import { annotationBy, BOX, LABELS, videoPairOf } from './annotated-pair.fixture'
import { planRelease } from './plan'

const TRACK = '00000000-0000-7000-8000-000000000001'

/** A track with keyframes on 10 and 13, and a blur marked by hand on 12. */
const marks = [
  ...[10, 11, 12, 13].map((frameIndex) => ({
    side: 'B' as const,
    frameIndex,
    ptsUs: frameIndex * 40_000,
    labelKey: 'extra_limbs',
    box: BOX,
    trackId: TRACK,
    interpolated: frameIndex === 11 || frameIndex === 12,
  })),
  { side: 'B' as const, frameIndex: 12, ptsUs: 480_000, labelKey: 'motion_blur', box: null },
]

function framesOf(choice: 'expanded' | 'keyframes') {
  const said = annotationBy('anna', { marks, clean: [{ side: 'A', frameIndex: null, ptsUs: null }] })
  const pair = { ...videoPairOf('p'), annotations: [said] }
  const [planned] = planRelease([pair], LABELS, { seed: 's', marks: choice }).pairs
  return planned?.frames.map(({ frameIndex, gold }) => [frameIndex, gold?.labels])
}

test('[EX36] the worked example: expanded takes every frame of a track, keyframes those a person drew on', () => {
  expect(framesOf('expanded')).toEqual([
    [10, ['extra_limbs']],
    [11, ['extra_limbs']],
    [12, ['extra_limbs', 'motion_blur']],
    [13, ['extra_limbs']],
  ])
  expect(framesOf('keyframes')).toEqual([
    [10, ['extra_limbs']],
    [12, ['extra_limbs', 'motion_blur']],
    [13, ['extra_limbs']],
  ])
})

test('[EX36] expanded is what a release takes unless told otherwise', () => {
  expect(planRelease([videoPairOf('p')], LABELS, { seed: 's' }).marks).toBe('expanded')
  expect(() => planRelease([], LABELS, { seed: 's', marks: 'all' as never })).toThrow('expanded')
})
