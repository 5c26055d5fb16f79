import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRng } from '@/lib/domain/shared'
import { nextFrames, planRoundOne, planRoundTwo, type ScoredFrame } from './dynamic-sampling'
import { frameBudget, type SampledClip } from './sampled-clip'

/** Clips of 1–200 frames with steady, jumpy or even repeated timestamps. */
const clips: fc.Arbitrary<SampledClip> = fc
  .record({
    stepsUs: fc.oneof(
      fc.array(fc.integer({ min: 0, max: 400_000 }), { maxLength: 199 }),
      fc
        .tuple(fc.integer({ min: 0, max: 199 }), fc.constantFrom(16_667, 41_667, 1_000_000))
        .map(([n, step]) => Array.from({ length: n }, () => step)),
    ),
    tailUs: fc.integer({ min: -1_000_000, max: 1_000_000 }),
    targetFps: fc.double({ min: 0.05, max: 30, noNaN: true }),
    thresholds: fc.tuple(fc.integer({ min: 10, max: 50 }), fc.integer({ min: 10, max: 50 })),
  })
  .map(({ stepsUs, tailUs, targetFps, thresholds }) => {
    const ptsUs = [0]
    for (const step of stepsUs) ptsUs.push((ptsUs.at(-1) ?? 0) + step)
    const [low, high] = [Math.min(...thresholds) / 10, Math.max(...thresholds) / 10]
    const durationUs = Math.max(0, (ptsUs.at(-1) ?? 0) + tailUs)
    return { table: { ptsUs }, durationUs, settings: { targetFps, high, low } }
  })

const seeds = fc.integer({ min: 0, max: 2 ** 31 })

/** Replaces a model: one score for each frame, the same at every call; the style decides the mode. */
function scorer(seed: number, style: 'any' | 'high' | 'middle' | 'flat') {
  return (index: number): ScoredFrame => {
    const random = createRng(`${seed}/${index}`).next()
    const score = { any: 1 + 4 * random, high: 4.5 + random / 2, middle: 3 + 1.5 * random, flat: 3.5 }[style]
    return { index, score }
  }
}
const styles = fc.constantFrom('any' as const, 'high' as const, 'middle' as const, 'flat' as const)

/** Round two as a run that is never killed takes it. */
function wholeRoundTwo(clip: SampledClip, score: (index: number) => ScoredFrame, seed: number): number[] {
  const first = planRoundOne(clip).map(score)
  const begun = planRoundTwo({ ...clip, scored: first, seed })
  const plan = planRoundTwo({ ...clip, scored: [...first, ...begun.map(score)], seed })
  expect(plan).toEqual(expect.arrayContaining(begun))
  return plan
}

test('[DS1] [DS3] [DS4] [DS9] both rounds spend exactly the budget on real frames, none twice', () => {
  fc.assert(
    fc.property(clips, seeds, styles, (clip, seed, style) => {
      const first = planRoundOne(clip)
      const second = wholeRoundTwo(clip, scorer(seed, style), seed)
      const all = [...first, ...second]
      expect(all).toHaveLength(frameBudget(clip))
      expect(new Set(all).size).toBe(all.length)
      expect(all.every((index) => clip.table.ptsUs[index] !== undefined)).toBe(true)
      expect([...second].sort((a, b) => a - b)).toEqual(second)
    }),
    { numRuns: 500 },
  )
})

test('[DS2] [DS6] a clip that stays clean ends with equal gaps, its ends included', () => {
  const steady = fc.record({
    frames: fc.integer({ min: 40, max: 400 }),
    stepUs: fc.constantFrom(16_667, 41_667, 62_500),
    targetFps: fc.double({ min: 0.5, max: 4, noNaN: true }),
  })
  fc.assert(
    fc.property(steady, ({ frames, stepUs, targetFps }) => {
      const ptsUs = Array.from({ length: frames }, (_, index) => index * stepUs)
      const durationUs = frames * stepUs
      const clip = { table: { ptsUs }, durationUs, settings: { targetFps, high: 4, low: 3 } }
      const sampled = [...planRoundOne(clip), ...wholeRoundTwo(clip, scorer(1, 'high'), 1)].sort((a, b) => a - b)
      const times = [0, ...sampled.map((index) => index * stepUs), durationUs]
      const gaps = times.slice(1).map((time, place) => time - (times[place] ?? 0))
      // Frames are at most half a step from their place.
      expect(Math.max(...gaps)).toBeLessThanOrEqual(durationUs / (frameBudget(clip) + 1) + 2 * stepUs)
    }),
  )
})

test('[DS4] [DS8] the plan does not depend on the order of the scores', () => {
  fc.assert(
    fc.property(clips, seeds, styles, (clip, seed, style) => {
      const scored = planRoundOne(clip).map(scorer(seed, style))
      const plan = planRoundTwo({ ...clip, scored, seed })
      expect(planRoundTwo({ ...clip, scored: [...scored].reverse(), seed })).toEqual(plan)
    }),
  )
})

test('[DS10] killed after any frame and resumed, the same frames are sampled', () => {
  fc.assert(
    fc.property(clips, seeds, styles, fc.integer({ min: 1, max: 7 }), (clip, seed, style, perLife) => {
      const score = scorer(seed, style)
      const first = planRoundOne(clip)
      const whole = [...first, ...wholeRoundTwo(clip, score, seed)].sort((a, b) => a - b)

      const stored: ScoredFrame[] = []
      for (let lives = 0; lives <= whole.length + 2; lives += 1) {
        const step = nextFrames({ ...clip, scored: stored, seed })
        if (step.kind === 'done') break
        stored.push(...step.indices.slice(0, perLife).map(score))
      }
      expect(nextFrames({ ...clip, scored: stored, seed })).toEqual({ kind: 'done' })
      expect(stored.map(({ index }) => index).sort((a, b) => a - b)).toEqual(whole)
    }),
  )
})

test('[DS1] [DS4] clips of one and two frames are sampled whole', () => {
  for (const ptsUs of [[0], [0, 40_000], [0, 9_000_000]]) {
    const clip = { table: { ptsUs }, durationUs: 10_000_000, settings: { targetFps: 2, high: 4, low: 3 } }
    const first = planRoundOne(clip)
    expect(first).toHaveLength(1)
    const second = wholeRoundTwo(clip, scorer(1, 'any'), 1)
    expect([...first, ...second].sort((a, b) => a - b)).toEqual(ptsUs.map((_, index) => index))
  }
})
