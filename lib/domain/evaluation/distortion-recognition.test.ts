import { expect, test } from 'vitest'
import { distortionRecognition, type FrameJudgement, type JudgedFrame } from './distortion-recognition'

function said(...labels: string[]): FrameJudgement {
  return { isDistorted: labels.length > 0, labels }
}

function frame(human: FrameJudgement, model: FrameJudgement): JudgedFrame {
  return { human, model }
}

const frames = [
  frame(said('extra_limbs'), said('extra_limbs')),
  frame(said('extra_limbs', 'motion_blur'), said('motion_blur')),
  frame(said('motion_blur'), said()),
  frame(said(), said()),
  frame(said(), said('extra_limbs')),
]

test('[TA7] precision, recall and F1 of distorted and of normal frames', () => {
  const { frames: count, distorted, normal } = distortionRecognition(frames, [])
  expect(count).toBe(5)
  expect(distorted).toEqual({ precision: 2 / 3, recall: 2 / 3, f1: 4 / 6, support: 3 })
  expect(normal).toEqual({ precision: 1 / 2, recall: 1 / 2, f1: 2 / 4, support: 2 })
})

test('[TA8] each label in the order asked for, undefined shares as null', () => {
  expect(distortionRecognition(frames, ['motion_blur', 'extra_limbs', 'mesh_penetration']).perLabel).toEqual([
    { label: 'motion_blur', precision: 1, recall: 1 / 2, f1: 2 / 3, support: 2 },
    { label: 'extra_limbs', precision: 1 / 2, recall: 1 / 2, f1: 1 / 2, support: 2 },
    { label: 'mesh_penetration', precision: null, recall: null, f1: null, support: 0 },
  ])
})

test('[TA7] a frame may be called distorted without a label', () => {
  const lowScore = { isDistorted: true, labels: [] }
  const { distorted, perLabel } = distortionRecognition([frame(said('motion_blur'), lowScore)], ['motion_blur'])
  expect(distorted.f1).toBe(1)
  expect(perLabel[0]).toMatchObject({ precision: null, recall: 0, f1: 0 })
})

test('[TA7] no frames: nothing is defined', () => {
  const undefinedScores = { precision: null, recall: null, f1: null, support: 0 }
  expect(distortionRecognition([], [])).toEqual({
    frames: 0,
    distorted: undefinedScores,
    normal: undefinedScores,
    perLabel: [],
  })
})
