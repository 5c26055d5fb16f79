import { expect, test } from 'vitest'
import { FrameOnnxManifest } from '@/lib/domain/proposals'
import { EngineAnswerError } from '../engine-errors'
import { resultsOf } from './answers'
import { paintedFrame } from './fixtures/paint'
import tiny from './fixtures/tiny/model.json'

const manifest = FrameOnnxManifest.parse(tiny)
const frames = [paintedFrame(7)]

function outputs({ score = 3, logits = [0, 0], heatmap = [0, 0.9] }) {
  return {
    score: { data: [score], dims: [1] },
    labelLogits: { data: logits, dims: [1, 2] },
    heatmap: { data: heatmap, dims: [1, 2, 1, 1] },
  }
}

test('[PP4] numbers that are in order give a result', () => {
  expect(resultsOf(frames, outputs({}), manifest)).toMatchObject([
    { index: 7, score: 3, boxes: [{ probability: 0.9 }] },
  ])
})

test.each([
  ['score', { score: Number.NaN }, /score for frame 7 is NaN/],
  ['logit', { logits: [0, Number.POSITIVE_INFINITY] }, /logit of motion_blur for frame 7 is Infinity/],
  ['heatmap', { heatmap: [0.2, Number.NaN] }, /heatmap of motion_blur for frame 7 cannot be read: .* is NaN/],
])('[PP4] a %s that is no number ends the clip and is named', (_, change, complaint) => {
  expect(() => resultsOf(frames, outputs(change), manifest)).toThrow(EngineAnswerError)
  expect(() => resultsOf(frames, outputs(change), manifest)).toThrow(complaint)
})

test.each([0, 5.06, -3, 93, 500])(
  '[PP4] the score %d, which is off the scale, ends the clip and says what it must be',
  (score) => {
    expect(() => resultsOf(frames, outputs({ score }), manifest)).toThrow(EngineAnswerError)
    expect(() => resultsOf(frames, outputs({ score }), manifest)).toThrow(
      `score for frame 7 is ${score}, but the score output must give 1 (broken) to 5 (clean)`,
    )
  },
)

test.each([
  [0.96, 1],
  [5.04, 5],
  [1.02, 1.02],
])('[PP4] the score %d is off by no more than arithmetic may be: %d', (score, wanted) => {
  expect(resultsOf(frames, outputs({ score }), manifest)).toMatchObject([{ score: wanted }])
})
