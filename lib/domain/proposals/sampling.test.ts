import { expect, test } from 'vitest'
import { nextFrames, planRoundOne, planRoundTwo, roundTwoMode, type ScoredFrame, videoScore } from './dynamic-sampling'
import { frameBudget, nearestUnused, resolveSampling, type SampledClip, SamplingSettings } from './sampled-clip'

const settings = SamplingSettings.parse({})

function clip(seconds: number, fps: number): SampledClip {
  const ptsUs = Array.from({ length: Math.round(seconds * fps) }, (_, index) => Math.round((index * 1e6) / fps))
  return { table: { ptsUs }, durationUs: seconds * 1e6, settings }
}

/** Eight frames at half seconds: round one at 0.5, 1.5, 2.5 and 3.5 s, that is frames 12, 36, 60 and 84. */
const halfSeconds = { ...clip(4.5, 24), settings: { ...settings, targetFps: 1.7 } }

/** @param found scores of round two so far, by index */
function roundTwo(scores: number[], seed: string | number = 'run:clip', found: Record<number, number> = {}) {
  const first = planRoundOne(halfSeconds).map((index, place) => ({ index, score: scores[place] ?? 5 }))
  const second = Object.entries(found).map(([index, score]) => ({ index: Number(index), score }))
  return planRoundTwo({ ...halfSeconds, scored: [...first, ...second], seed })
}

test('[DS1] the budget follows duration and rate, at least two, at most the frames there are', () => {
  expect(frameBudget(clip(4, 24))).toBe(8)
  expect(frameBudget(halfSeconds)).toBe(8)
  expect(frameBudget(clip(0.3, 30))).toBe(2)
  expect(frameBudget(clip(1 / 24, 24))).toBe(1)
  expect(frameBudget(clip(5, 1))).toBe(5)
})

test('[DS1] rounding errors of the product cost no frame', () => {
  const slow = { ...clip(30, 10), settings: { ...settings, targetFps: 0.1 } }
  expect(frameBudget(slow)).toBe(3)
})

test('[DS1] a stated duration before the last frame is not believed', () => {
  expect(frameBudget({ ...halfSeconds, durationUs: 0 })).toBe(8)
})

test('[DS1] a clip without frames is refused', () => {
  expect(() => planRoundOne({ table: { ptsUs: [] }, durationUs: 1e6, settings })).toThrow(/no frames/)
})

test('[DS2] round one takes every second of equally spaced places', () => {
  expect(planRoundOne(halfSeconds)).toEqual([12, 36, 60, 84])
  expect(planRoundOne(clip(5, 24))).toEqual([11, 33, 55, 76, 98])
  expect(planRoundOne({ ...clip(5, 24), settings: { ...settings, targetFps: 1 } })).toEqual([20, 60, 100])
  expect(planRoundOne(clip(0.5, 24))).toEqual([4])
})

test('[DS3] the nearest frame, the earlier of two, else the nearest unsampled', () => {
  const table = { ptsUs: [0, 100_000, 200_000, 1_000_000] }
  expect(nearestUnused(table, 150_000, new Set())).toBe(1)
  expect(nearestUnused(table, 150_000, new Set([1]))).toBe(2)
  expect(nearestUnused(table, 150_000, new Set([1, 2]))).toBe(0)
  expect(nearestUnused(table, 150_000, new Set([0, 1, 2, 3]))).toBeNull()
})

test('[DS4] round two waits for every score of round one', () => {
  const scored = [{ index: 12, score: 5 }]
  expect(() => planRoundTwo({ ...halfSeconds, scored, seed: 1 })).toThrow(/12, 36, 60, 84.*got 12/)
})

test('[DS5] one low score makes it dense, all high sparse, the rest mixed', () => {
  const mode = (...scores: number[]) =>
    roundTwoMode(
      scores.map((score, index) => ({ index, score })),
      settings,
    )
  expect(mode(5, 5, 2.99)).toBe('dense')
  expect(mode(4, 4.2)).toBe('sparse')
  expect(mode(3, 5)).toBe('mixed')
})

test('[DS6] sparse filling halves the widest gaps, the earliest first', () => {
  expect(roundTwo([5, 5, 5, 5])).toEqual([24, 48, 72, 96])
})

test('[DS7] densifies at a quarter of the spacing around every low frame', () => {
  expect(roundTwo([5, 2, 4.5, 2.5])).toEqual([30, 42, 78, 90])
  expect(roundTwo([5, 2, 5, 5])).toEqual([30, 42])
})

test('[DS7] around a low frame with a low neighbour it goes on, closer first', () => {
  expect(roundTwo([5, 2, 5, 5], 1, { 30: 2, 42: 5 })).toEqual([30, 33, 39, 42])
  const wider = { ...halfSeconds, settings: { ...settings, targetFps: 3.7 } }
  const scored = planRoundOne(wider).map((index) => ({ index, score: index === 42 ? 2 : 5 }))
  const around = [39, 45].map((index) => ({ index, score: 1 }))
  expect(planRoundTwo({ ...wider, scored, seed: 1 })).toEqual([39, 45])
  expect(planRoundTwo({ ...wider, scored: [...scored, ...around], seed: 1 })).toEqual([33, 36, 39, 40, 43, 45, 48, 51])
})

test('[DS7] a low frame between clean neighbours gets no more: the rest of the round looks elsewhere', () => {
  expect(roundTwo([5, 2, 5, 5], 1, { 30: 3, 42: 5 })).toEqual([30, 42, 72, 96])
})

test('[DS7] when the budget does not reach every low frame, the lowest come first', () => {
  expect(roundTwo([2.9, 2.8, 1, 2])).toEqual([54, 66, 78, 90])
})

test('[DS8] two random frames within a quarter of the spacing of each frame below the mean', () => {
  const seeds = Array.from({ length: 40 }, (_, seed) => roundTwo([4.5, 3.2, 3.8, 4.6], seed))
  for (const indices of seeds) {
    expect(indices.filter((index) => Math.abs(index - 36) <= 6 && index !== 36)).toHaveLength(2)
    expect(indices.filter((index) => Math.abs(index - 60) <= 6 && index !== 60)).toHaveLength(2)
  }
  expect(new Set(seeds.map(String)).size).toBeGreaterThan(20)
})

test('[DS8] when the budget does not reach every frame below the mean, the lowest come first', () => {
  const indices = roundTwo([3.1, 3.2, 3.3, 5])
  const mean = (3.1 + 3.2 + 3.3 + 5) / 4
  expect(mean).toBeGreaterThan(3.3)
  expect(indices.filter((index) => Math.abs(index - 12) <= 6)).toHaveLength(2)
  expect(indices.filter((index) => Math.abs(index - 36) <= 6)).toHaveLength(2)
})

test('[DS8] a frame that reaches the high threshold is not searched around, though others score more', () => {
  const indices = roundTwo([3.9, 4.1, 4.6, 4.7])
  expect(indices.filter((index) => Math.abs(index - 12) <= 6)).toHaveLength(2)
  expect(indices).toEqual(expect.arrayContaining([48, 72]))
})

test('[DS9] what a rule leaves over is filled sparsely', () => {
  const indices = roundTwo([4.5, 3.2, 4.6, 4.7])
  expect(indices).toHaveLength(4)
  expect(indices.filter((index) => Math.abs(index - 36) <= 6)).toHaveLength(2)
  expect(indices).toContain(72)
  expect(roundTwo([3.5, 3.5, 3.5, 3.5])).toEqual([24, 48, 72, 96])
})

test('[DS9] equal scores have no frame below the mean, whatever the rounding', () => {
  const tenSeconds = clip(10, 24)
  const plan = (score: number) => {
    const scored = planRoundOne(tenSeconds).map((index) => ({ index, score }))
    return planRoundTwo({ ...tenSeconds, scored, seed: 1 })
  }
  expect(Array.from({ length: 10 }, () => 3.1).reduce((a, b) => a + b) / 10).toBeGreaterThan(3.1)
  expect(plan(3.1)).toEqual(plan(5))
})

test('[DS10] the next step follows from the stored scores', () => {
  const at = (indices: number[]) => indices.map((index) => ({ index, score: 5 }))
  const step = (indices: number[]) => nextFrames({ ...halfSeconds, scored: at(indices), seed: 1 })
  expect(step([])).toEqual({ kind: 'score', round: 1, indices: [12, 36, 60, 84] })
  expect(step([36, 12])).toEqual({ kind: 'score', round: 1, indices: [60, 84] })
  expect(step([12, 36, 60, 84])).toEqual({ kind: 'score', round: 2, indices: [24, 48, 72, 96] })
  expect(step([12, 36, 60, 84, 96, 24])).toEqual({ kind: 'score', round: 2, indices: [48, 72] })
  expect(step([12, 36, 60, 84, 24, 96, 48, 72])).toEqual({ kind: 'done' })
})

test('[DS10] a low frame asks for its neighbours first, and for the rest when they are scored', () => {
  const first = [12, 36, 60, 84].map((index) => ({ index, score: index === 36 ? 2 : 5 }))
  const step = (found: ScoredFrame[]) => nextFrames({ ...halfSeconds, scored: [...first, ...found], seed: 1 })
  expect(step([])).toEqual({ kind: 'score', round: 2, indices: [30, 42] })
  expect(step([{ index: 42, score: 1 }])).toEqual({ kind: 'score', round: 2, indices: [30] })
  const neighbours = [30, 42].map((index) => ({ index, score: 1 }))
  expect(step(neighbours)).toEqual({ kind: 'score', round: 2, indices: [33, 39] })
  expect(step([...neighbours, { index: 33, score: 5 }])).toEqual({ kind: 'score', round: 2, indices: [39] })
})

test('[DS11] the clip scores the mean of all sampled frames', () => {
  expect(videoScore([5, 2, 3.5].map((score, index) => ({ index, score })))).toBeCloseTo(3.5, 12)
  expect(() => videoScore([])).toThrow(RangeError)
})

test('settings refuse thresholds the wrong way round', () => {
  expect(SamplingSettings.parse({})).toEqual({ targetFps: 2, high: 4, low: 3 })
  expect(SamplingSettings.safeParse({ high: 2, low: 3 }).success).toBe(false)
})

test('[DS12] a run overrides the thresholds of its model one by one', () => {
  const model = { high: 4, low: 3 }
  expect(resolveSampling({ targetFps: 1, high: 3.5, low: null }, model)).toEqual({ targetFps: 1, high: 3.5, low: 3 })
  expect(() => resolveSampling({ targetFps: 1, high: 2.5, low: null }, model)).toThrow(/low threshold is above/)
})
