import { expect, test } from 'vitest'
import { AnnotatedPair } from '@/lib/domain/exports'
import { frameThatSpeaks, modelOnFrame, pairScores, type ScoredClip } from './model-clips'
import { modelFigures } from './model-figures'
import { peopleTruth } from './people-truth'
import { type PlantedClip, plantedTruth } from './planted-truth'

const THRESHOLDS = { distortedScore: 3.5, labelProbability: 0.5, high: 4, low: 3 }
const LABELS = [
  { key: 'extra_limbs', name: 'Extra limbs', definition: 'more than there can be', spatial: true },
  { key: 'motion_blur', name: 'Motion blur', definition: 'smeared', spatial: false },
]
const BOX = { x: 0.1, y: 0.1, w: 0.2, h: 0.2 }

const scored = (frameIndex: number, score: number, label?: string) => ({
  frameIndex,
  ptsUs: frameIndex * 40_000,
  score,
  labels: label ? { [label]: 0.9 } : {},
  boxes: label ? [{ labelKey: label, box: BOX, probability: 0.9 }] : [],
})
const clip = (...frames: ScoredClip['frames']): ScoredClip => ({ score: frames[0]?.score ?? 3, frames })

test('[EV2] a frame speaks for itself, or the nearest within 250 ms, the earlier of two', () => {
  const sampled = clip({ ...scored(0, 2), ptsUs: 0 }, { ...scored(12, 4), ptsUs: 500_000 })
  const at = (frameIndex: number, ptsUs: number) => {
    const found = frameThatSpeaks(sampled, { frameIndex, ptsUs })
    return found && [found.frame.frameIndex, found.exact]
  }
  expect(at(12, 500_000)).toEqual([12, true])
  expect(at(5, 240_000)).toEqual([0, false])
  expect(at(6, 250_000)).toEqual([0, false])
  expect(at(7, 260_000)).toEqual([12, false])
  expect(at(19, 760_000)).toBeNull()
  expect(frameThatSpeaks(undefined, { frameIndex: 0, ptsUs: 0 })).toBeNull()
})

test('[EV2] what annotators would be shown: nothing on a frame that is not distorted', () => {
  expect(modelOnFrame(scored(0, 4, 'extra_limbs'), THRESHOLDS)).toMatchObject({
    isDistorted: false,
    labels: [],
    boxes: [],
  })
  expect(modelOnFrame(scored(0, 2, 'extra_limbs'), THRESHOLDS)).toMatchObject({
    isDistorted: true,
    labels: ['extra_limbs'],
    boxes: [{ labelKey: 'extra_limbs', box: BOX }],
  })
})

test('[EV2] scores of a pair are of its frames or of its clips; without one there are none', () => {
  const model = new Map([
    ['a', clip(scored(0, 2), scored(10, 5))],
    ['b', clip(scored(0, 4))],
  ])
  const side = (videoId: string, frameIndex: number) => ({ videoId, frameIndex, ptsUs: frameIndex * 40_000 })
  expect(pairScores(model, { kind: 'frame', A: side('a', 10), B: side('b', 1) })).toEqual({ A: 5, B: 4 })
  expect(pairScores(model, { kind: 'video', A: side('a', 10), B: side('b', 99) })).toEqual({ A: 2, B: 4 })
  expect(pairScores(model, { kind: 'frame', A: side('a', 10), B: side('b', 99) })).toBeNull()
})

const video = (id: string) => ({ id, sha256: id, width: 64, height: 48 })
const mark = { side: 'B' as const, frameIndex: 5, ptsUs: 200_000, labelKey: 'extra_limbs', box: BOX }

function pair(pairId: string, annotations: unknown[]): AnnotatedPair {
  return AnnotatedPair.parse({
    pairId,
    kind: 'frame',
    promptId: 'p',
    promptText: 'a dancer',
    promptGroup: 'p',
    mode: 't2v',
    generatorA: 'x',
    generatorB: 'y',
    videoA: video(`${pairId}-a`),
    videoB: video(`${pairId}-b`),
    timestampMs: 200,
    frameIndexA: 5,
    frameIndexB: 5,
    ptsUsA: 200_000,
    ptsUsB: 200_000,
    annotations,
  })
}

const said = (annotatorId: string, preference: string, change = {}) => ({
  annotationId: `${annotatorId}-1`,
  annotatorId,
  preference,
  marks: [mark],
  clean: [{ side: 'A', frameIndex: null, ptsUs: null }],
  ...change,
})

test('[EV3] people: the majority, without flagged answers; what is undecided is counted', () => {
  const truth = peopleTruth(
    [
      pair('one', [said('ann', 'A'), said('ben', 'A'), said('cyn', 'B', { flags: ['flagged'], marks: [] })]),
      pair('two', [
        said('ann', 'A'),
        said('ben', 'B', { marks: [], clean: [{ side: 'B', frameIndex: 5, ptsUs: 200_000 }] }),
      ]),
    ],
    LABELS,
  )
  expect(truth.pairs.map(({ pairId, preference }) => [pairId, preference])).toEqual([['one', 'A']])
  expect(truth.undecided).toEqual({ frames: 1, pairs: 1 })
  expect(truth.frames.map(({ videoId, labels }) => [videoId, labels])).toEqual([
    ['one-a', []],
    ['one-b', ['extra_limbs']],
    ['two-a', []],
  ])
  expect(truth.frames[1]?.boxes).toEqual([
    { labelKey: 'extra_limbs', box: { ...BOX, w: expect.closeTo(0.2, 9), h: expect.closeTo(0.2, 9) } },
  ])
})

test('[EV4] planted: every scored frame, and the side with less damage', () => {
  const planted = (frameCount: number, ...frames: [number, number][]): PlantedClip => ({
    frameCount,
    frames: frames.map(([index, labels]) => ({
      index,
      labels: LABELS.slice(0, labels).map(({ key }) => ({ key, box: BOX })),
    })),
  })
  const five = [5, 6, 7, 8, 9].map((index): [number, number] => [index, 1])
  const clips = new Map([
    ['a', planted(50, [0, 1], ...five.slice(1))],
    ['b', planted(60, [0, 2], ...five)],
  ])
  const model = new Map([
    ['a', clip(scored(0, 2), scored(4, 5))],
    ['unplanted', clip(scored(0, 2))],
  ])
  const side = (videoId: string) => ({ videoId, frameIndex: 0, ptsUs: 0 })
  const of = { A: side('a'), B: side('b') }
  const truth = plantedTruth(clips, model, [
    { pairId: 'frames', kind: 'frame', ...of },
    { pairId: 'clips', kind: 'video', ...of },
    { pairId: 'unknown', kind: 'video', A: side('a'), B: side('unplanted') },
  ])
  expect(truth.frames.map(({ videoId, frameIndex, labels }) => [videoId, frameIndex, labels])).toEqual([
    ['a', 0, ['extra_limbs']],
    ['a', 4, []],
  ])
  expect(truth.pairs.map(({ pairId, preference }) => [pairId, preference])).toEqual([
    ['frames', 'A'],
    ['clips', 'tie'],
  ])
})

test('[EV2] counts what speaks for itself, what stands near, and what is left out', () => {
  const model = new Map([['v', clip(scored(0, 2, 'extra_limbs'), scored(20, 5))]])
  const at = (frameIndex: number, labels: string[]) => ({
    videoId: 'v',
    frameIndex,
    ptsUs: frameIndex * 40_000,
    labels,
    boxes: [],
  })
  const frames = [at(0, ['extra_limbs']), at(3, []), at(10, []), at(20, [])]
  const { inputs, recognition, confusion } = modelFigures(
    { truth: { frames, pairs: [], undecided: { frames: 2, pairs: 0 } }, model, thresholds: THRESHOLDS },
    LABELS.map(({ key }) => key),
    's',
  )
  expect(inputs).toEqual({
    clips: 1,
    frames: { judged: 3, exact: 2, near: 1, unscored: 1, undecided: 2 },
    pairs: { judged: 0, unscored: 0, undecided: 0 },
    answers: null,
  })
  expect(recognition.distorted.precision.value).toBe(0.5)
  expect(confusion.frames).toEqual({ hit: 1, miss: 0, falseAlarm: 1, clean: 1 })
})
