import { expect, test } from 'vitest'
import type { ModelClips, ScoredClip } from '../model-clips'
import { plantedTruth } from '../planted-truth'
import type { Truth } from '../truth'
import { commonGround, eitherRun } from './common-ground'

const LINE = { distortedScore: 3.5, labelProbability: 0.5, high: 4, low: 3 }
const thresholds = { a: LINE, b: { ...LINE, distortedScore: 2 } }

/** Frames 20 ms apart. */
const clip = (...frames: [number, number][]): ScoredClip => ({
  score: 3,
  frames: frames.map(([frameIndex, score]) => ({
    frameIndex,
    ptsUs: frameIndex * 20_000,
    score,
    labels: {},
    boxes: [],
  })),
})
const side = (videoId: string, frameIndex: number) => ({ videoId, frameIndex, ptsUs: frameIndex * 20_000 })
const truthOf = (
  frames: readonly ReturnType<typeof side>[],
  pairs: readonly Pick<Truth['pairs'][number], 'kind' | 'A' | 'B'>[] = [],
): Truth => ({
  frames: frames.map((frame) => ({ ...frame, labels: [], boxes: [] })),
  pairs: pairs.map((pair, place) => ({ ...pair, pairId: `p${place}`, preference: 'A' })),
  undecided: { frames: 2, pairs: 1 },
})

test('[RC12] a judged frame counts where a frame of each run speaks for it; each run draws its own line', () => {
  const runs = {
    a: new Map([['one', clip([0, 3], [40, 3])]]),
    b: new Map([
      ['one', clip([5, 3], [25, 3])],
      ['two', clip([0, 3])],
    ]),
  }
  const judged = [side('one', 0), side('one', 12), side('one', 40), side('two', 0), side('one', 99)]
  const { frames, inputs } = commonGround({ truth: truthOf(judged), runs, thresholds, exactOnly: false })
  expect(inputs.frames).toEqual({
    common: 2,
    // 40 is at 800 ms, and b comes no nearer than 500 ms.
    onlyA: 1,
    onlyB: 1,
    neither: 1,
    undecided: 2,
    near: { a: 1, b: 2 },
  })
  expect(inputs.clips).toBe(1)
  expect(frames.map(({ a, b }) => [a.isDistorted, b.isDistorted])).toEqual([
    [true, false],
    [true, false],
  ])
})

test('[RC12] a frame pair counts where both runs have both frames, a video pair where they have both clips', () => {
  const runs = {
    a: new Map([
      ['one', clip([0, 1])],
      ['two', clip([0, 2])],
    ]),
    b: new Map([
      ['one', clip([0, 4])],
      ['two', clip([50, 5])],
    ]),
  }
  const [A, B] = [side('one', 0), side('two', 0)]
  const pairs = [
    { kind: 'frame' as const, A, B },
    { kind: 'video' as const, A, B },
    { kind: 'video' as const, A, B: side('none', 0) },
  ]
  const ground = commonGround({ truth: truthOf([], pairs), runs, thresholds, exactOnly: false })
  expect(ground.pairs).toEqual([{ pairId: 'p1', human: 'A', a: { A: 3, B: 3 }, b: { A: 3, B: 3 } }])
  expect(ground.inputs.pairs).toEqual({ common: 1, onlyA: 1, onlyB: 0, neither: 1, undecided: 1 })
})

test('[RC12] against a planted truth the frames are those that both runs scored themselves', () => {
  const runs: { a: ModelClips; b: ModelClips } = {
    a: new Map([['one', clip([0, 3], [4, 3], [8, 3])]]),
    b: new Map([
      ['one', clip([0, 3], [8, 3], [12, 3])],
      ['two', clip([0, 3])],
    ]),
  }
  const planted = new Map(['one', 'two'].map((id) => [id, { frameCount: 50, frames: [] }]))
  const truth = plantedTruth(planted, eitherRun(runs), [])
  expect(truth.frames.map(({ videoId, frameIndex }) => `${videoId} ${frameIndex}`)).toEqual([
    'one 0',
    'one 4',
    'one 8',
    'one 12',
    'two 0',
  ])
  const { inputs } = commonGround({ truth, runs, thresholds, exactOnly: true })
  expect(inputs.frames).toMatchObject({ common: 2, onlyA: 1, onlyB: 2, neither: 0, near: { a: 0, b: 0 } })
})
