import { expect, test } from 'vitest'
import { annotationBy, LABELS, pairOf, videoPairOf } from './annotated-pair.fixture'
import type { CanonicalFramePair, CanonicalPair, FrameGold } from './canonical'
import { countBy, createTally } from './counts'
import { planRelease } from './plan'

const KEYS = LABELS.map(({ key }) => key)

const PLAN = planRelease([pairOf('a'), pairOf('b'), pairOf('none', { annotations: [] }), videoPairOf('c')], LABELS, {
  seed: 's',
})

function planned(kind: CanonicalPair['kind']): CanonicalPair {
  const found = PLAN.pairs.find((pair) => pair.kind === kind)
  if (!found) throw new Error(`the plan has no ${kind} pair`)
  return found
}

const framePair = () => planned('frame') as CanonicalFramePair
const tally = () => createTally(PLAN, KEYS)

/** The pair with a preference and with given scores for side A and side B; null for no gold. */
function scored(preference: CanonicalPair['preference'], a: number | null, b: number | null): CanonicalFramePair {
  const pair = framePair()
  const [frameA, frameB] = pair.frames
  const gold = (score: number | null) =>
    score === null ? null : { ...(frameA.gold as FrameGold), labels: [], pseudoScore: score }
  return {
    ...pair,
    preference,
    frames: [
      { ...frameA, gold: gold(a) },
      { ...frameB, gold: gold(b) },
    ],
  }
}

test('[EX13] a tally starts from what the plan left out and where its prompt groups went', () => {
  const { splits, ...counts } = tally().total()
  expect(counts).toEqual({
    considered: 4,
    dropped: { 'too-few-annotations': 1 },
    skippedFrames: {},
    leaked: { pairs: 0, frames: 0 },
    sanitisedPrompts: 0,
    preference: { A: 0, B: 0, tie: 0 },
    labels: { limb_deformation: 0, extra_limbs: 0, motion_blur: 0 },
    scoreAgainstPreference: 0,
  })
  const groupsIn = (split: string) => [...PLAN.splits.values()].filter((value) => value === split).length
  for (const split of ['train', 'validation', 'test'] as const) {
    const nothing = { pairs: 0, videoPairs: 0, frames: 0, distortedFrames: 0, grpoRows: 0 }
    expect(splits[split]).toEqual({ promptGroups: groupsIn(split), ...nothing })
  }
  expect(splits.train.promptGroups).toBe(1)
})

test('[EX13] skipped frames and changed prompts are counted by the plan', () => {
  const torn = [
    annotationBy('anna'),
    annotationBy('ben', { marks: [], clean: [{ side: 'B', frameIndex: null, ptsUs: null }] }),
  ]
  const pairs = [pairOf('a', { annotations: torn, promptText: 'a <image>' }), pairOf('b')]
  const { sanitisedPrompts, skippedFrames } = createTally(
    planRelease(pairs, LABELS, { seed: 's', gates: { requireLabels: false } }),
    KEYS,
  ).total()
  expect(sanitisedPrompts).toBe(1)
  expect(skippedFrames).toEqual({ 'undecided-labels': 1 })
})

test('[EX19] a pair counts where it lies, once it has a preference', () => {
  const counting = tally()
  const pair = framePair()
  counting.pair({ ...pair, split: 'train', preference: 'A' })
  counting.pair({ ...pair, split: 'validation', preference: 'tie' })
  counting.pair({ ...pair, split: 'validation', preference: 'tie' })
  counting.pair({ ...planned('video'), split: 'train', preference: 'B' })
  counting.pair({ ...pair, split: 'test', preference: null })
  const { splits, preference } = counting.total()
  expect(preference).toEqual({ A: 1, B: 1, tie: 2 })
  expect([splits.train.pairs, splits.validation.pairs, splits.test.pairs]).toEqual([1, 2, 0])
  expect([splits.train.videoPairs, splits.validation.videoPairs]).toEqual([1, 0])
})

test('[EX19] frames count with their labels, and as distorted when they have any', () => {
  const counting = tally()
  const gold = { ...(framePair().frames[1].gold as FrameGold), labels: ['extra_limbs', 'motion_blur'] }
  counting.frame('train', gold)
  counting.frame('train', { ...gold, labels: ['extra_limbs'] })
  counting.frame('test', { ...gold, labels: [] })
  counting.frame('test', { ...gold, labels: ['of another taxonomy'] })
  counting.grpoRows('train', 2)
  counting.grpoRows('train', 4)
  counting.leakedPair()
  counting.leakedFrame()
  counting.leakedFrame()
  const { splits, labels, leaked } = counting.total()
  expect([splits.train.frames, splits.train.distortedFrames, splits.train.grpoRows]).toEqual([2, 2, 6])
  expect([splits.test.frames, splits.test.distortedFrames, splits.test.grpoRows]).toEqual([2, 1, 0])
  expect(labels).toEqual({ limb_deformation: 0, extra_limbs: 2, motion_blur: 1, 'of another taxonomy': 1 })
  expect(leaked).toEqual({ pairs: 1, frames: 2 })
})

test.each([
  ['the preferred frame scored lower', scored('A', 2, 3), 1],
  ['and so for side B', scored('B', 3, 2), 1],
  ['it scored higher', scored('A', 3, 2), 0],
  ['and so for side B', scored('B', 2, 3), 0],
  ['both scored the same', scored('A', 3, 3), 0],
  ['a tie prefers none', scored('tie', 2, 3), 0],
  ['side A has no labels', scored('A', null, 3), 0],
  ['side B has no labels', scored('B', 3, null), 0],
])('a score against the preference is counted, not dropped: %s', (_, pair, counted) => {
  const counting = tally()
  counting.pair(pair)
  expect(counting.total().scoreAgainstPreference).toBe(counted)
})

test('clips have no one score each, so none is against their preference', () => {
  const counting = tally()
  counting.pair({ ...scored('A', 2, 3), kind: 'video' })
  expect(counting.total().scoreAgainstPreference).toBe(0)
})

test('a total does not change when counting goes on', () => {
  const counting = tally()
  const before = counting.total()
  counting.leakedPair()
  expect(before.leaked.pairs).toBe(0)
})

test('names are counted, in the order of code units', () => {
  expect(Object.entries(countBy(['b', 'a', 'b', 'Z']))).toEqual([
    ['Z', 1],
    ['a', 1],
    ['b', 2],
  ])
})
