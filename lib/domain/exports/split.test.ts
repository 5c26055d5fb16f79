import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRng } from '@/lib/domain/shared'
import { assignSplits, type SplitItem, SplitRatios } from './split'

const RATIOS = { train: 0.8, validation: 0.1, test: 0.1 }

function groups(count: number): SplitItem[] {
  return Array.from({ length: count }, (_, index) => ({ promptGroup: `g${index}`, videoSha256s: [`v${index}`] }))
}

function sizes(splits: Map<string, string>) {
  return ['train', 'validation', 'test'].map((split) => [...splits.values()].filter((value) => value === split).length)
}

test('[SP1] groups that share a video go together, through a chain too', () => {
  const items = [
    ...groups(30),
    { promptGroup: 'g3', videoSha256s: ['shared'] },
    { promptGroup: 'g17', videoSha256s: ['shared', 'other'] },
    { promptGroup: 'g25', videoSha256s: ['other'] },
  ]
  for (let seed = 0; seed < 50; seed += 1) {
    const splits = assignSplits(items, RATIOS, `seed-${seed}`)
    expect(splits.get('g17')).toBe(splits.get('g3'))
    expect(splits.get('g25')).toBe(splits.get('g3'))
  }
})

test('[SP2] the order of the input plays no part, the seed does', () => {
  const items = groups(60)
  const splits = assignSplits(items, RATIOS, 'one')
  expect(new Map(assignSplits([...items].reverse(), RATIOS, 'one'))).toEqual(splits)
  expect(assignSplits(items, RATIOS, 'two')).not.toEqual(splits)
})

test('[SP3] positions give the shares, and more prompts move no earlier one', () => {
  const many = assignSplits(groups(2000), RATIOS, 'seed')
  const [train = 0, validation = 0, held = 0] = sizes(many)
  expect(train).toBeGreaterThan(1540)
  expect(train).toBeLessThan(1660)
  expect(validation).toBeGreaterThan(150)
  expect(held).toBeGreaterThan(150)
  for (const [group, split] of assignSplits(groups(200), RATIOS, 'seed')) expect(many.get(group)).toBe(split)
})

test('[SP4] an empty split takes the nearest group of the fullest', () => {
  const items = groups(5)
  const position = (group: string, seed: string) => createRng(`${seed}\n${group}`).next()
  const seed = Array.from({ length: 500 }, (_, index) => `seed-${index}`).find((candidate) =>
    items.every(({ promptGroup }) => position(promptGroup, candidate) < 0.8),
  )
  if (seed === undefined) throw new Error('no seed puts all five groups into train')
  const ranked = items.map(({ promptGroup }) => promptGroup).sort((a, b) => position(b, seed) - position(a, seed))
  const splits = assignSplits(items, RATIOS, seed)
  expect(sizes(splits)).toEqual([3, 1, 1])
  expect(splits.get(ranked[0] ?? '')).toBe('validation')
  expect(splits.get(ranked[1] ?? '')).toBe('test')
})

test('[SP4] a split with ratio 0 stays empty', () => {
  expect(sizes(assignSplits(groups(40), { train: 0.5, validation: 0.5, test: 0 }, 's'))[2]).toBe(0)
})

test('[SP5] train is never empty, and with enough groups no wanted split is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.string(), (count, seed) => {
      const [train = 0, validation = 0, held = 0] = sizes(assignSplits(groups(count), RATIOS, seed))
      expect(train + validation + held).toBe(count)
      expect(train).toBeGreaterThan(0)
      if (count >= 3) expect(Math.min(validation, held)).toBeGreaterThan(0)
    }),
  )
  expect(sizes(assignSplits([], RATIOS, 's'))).toEqual([0, 0, 0])
})

test('[SP6] ratios must sum to 1 and leave train something', () => {
  expect(SplitRatios.parse({})).toEqual(RATIOS)
  expect(() => SplitRatios.parse({ train: 0.8, validation: 0.3, test: 0.1 })).toThrow(/sum to 1/)
  expect(() => SplitRatios.parse({ train: 0, validation: 0.5, test: 0.5 })).toThrow()
})
