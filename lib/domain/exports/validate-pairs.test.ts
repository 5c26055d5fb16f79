import { expect, test } from 'vitest'
import { LABELS, pairOf, videoOf } from './annotated-pair.fixture'
import type { CanonicalFramePair, FrameGold } from './canonical'
import { planRelease } from './plan'
import { ReleaseProblemsError } from './problem'
import { createPairValidator } from './validate-pairs'

function framePair(name = 'p', change = {}): CanonicalFramePair {
  const [pair] = planRelease([pairOf(name, change)], LABELS, { seed: 's' }).pairs
  return pair as CanonicalFramePair
}

function codes(...pairs: CanonicalFramePair[]): string[] {
  const check = createPairValidator(LABELS)
  return pairs.flatMap((pair) => check(pair)).map(({ code }) => code)
}

test('[EX24] repeated pairs, one frame twice and empty pairs are reported', () => {
  const pair = framePair()
  const [a, b] = pair.frames
  expect(codes(pair, framePair('q'))).toEqual([])
  expect(codes(pair, pair)).toEqual(['duplicate-pair'])
  expect(codes({ ...pair, frames: [a, a] })).toEqual(['same-frame'])
  expect(
    codes({
      ...pair,
      preference: null,
      frames: [
        { ...a, gold: null },
        { ...b, gold: null },
      ],
    }),
  ).toEqual(['empty-pair'])
})

test('[EX25] a group or a video in two splits is reported', () => {
  const pair = framePair()
  expect(codes(pair, { ...framePair('q'), promptGroup: 'p', split: 'test' })).toEqual(['leak'])
  expect(codes(pair, { ...framePair('q', { videoA: videoOf('p-a') }), split: 'test' })).toEqual(['leak'])
})

test('[EX26] labels, boxes and scores are checked', () => {
  const pair = framePair()
  const [a, b] = pair.frames
  const withGold = (change: Partial<FrameGold>) =>
    codes({ ...pair, frames: [a, { ...b, gold: { ...(b.gold as FrameGold), ...change } }] })
  const box = (...xyxyNorm: [number, number, number, number]) => ({ label: 'extra_limbs', xyxyNorm })
  expect(withGold({ labels: ['halo'], boxes: [] })).toEqual(['unknown-label'])
  expect(withGold({ labels: ['extra_limbs', 'extra_limbs'], pseudoScore: 2.5 })).toEqual(['duplicate-label'])
  expect(withGold({ labels: ['motion_blur', 'extra_limbs'], pseudoScore: 2.5 })).toEqual(['label-order'])
  expect(withGold({ boxes: [] })).toEqual(['missing-box'])
  expect(withGold({ pseudoScore: 4.5 })).toEqual(['score-bucket'])
  expect(withGold({ pseudoScore: 3.456 })).toEqual(['score-digits'])
  expect(withGold({ labels: [], pseudoScore: 4.5 })).toEqual(['stray-box'])
  for (const bad of [
    box(0.5, 0.1, 0.5, 0.2),
    box(0.1, 0.2, 0.3, 0.1),
    box(0.5, 0.5, 1.1, 0.9),
    box(0, 0, 0.0001, 0.0001),
  ]) {
    expect(withGold({ boxes: [bad] })).toEqual(['bad-box'])
  }
})

test('[EX27] a prompt with a special token is reported', () => {
  expect(codes({ ...framePair(), promptText: 'a <image>' })).toEqual(['special-token'])
})

test('the error names the first problems and their number', () => {
  const problem = { code: 'leak', where: 'pair 1', message: 'is in two splits' }
  const error = new ReleaseProblemsError(Array.from({ length: 8 }, () => problem))
  expect(error.message).toMatch(/8 problem\(s\).*pair 1: is in two splits \(leak\).*and 3 more/)
})
