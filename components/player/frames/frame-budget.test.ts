import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Claim, shareBudget } from './frame-budget'

const MB = 1024 * 1024
const clip = (id: string, onScreen: boolean, frameMb: number, frameCount: number): Claim => ({
  id,
  onScreen,
  frameBytes: frameMb * MB,
  frameCount,
})

test('[PL6] two clips on screen share evenly; what one does not need goes to the other', () => {
  const shares = shareBudget(512 * MB, [clip('a', true, 12, 100), clip('b', true, 1, 60)])
  expect(shares.get('b')).toBe(60 * MB)
  expect(shares.get('a')).toBe(452 * MB)
  const even = shareBudget(512 * MB, [clip('a', true, 12, 100), clip('b', true, 33, 60)])
  expect([even.get('a'), even.get('b')]).toEqual([256 * MB, 256 * MB])
})

test('[PL6] clips that wait for their task get a few frames each, an eighth of the whole at most', () => {
  const shares = shareBudget(512 * MB, [
    clip('a', true, 12, 100),
    clip('next', false, 1, 100),
    clip('big', false, 33, 100),
  ])
  expect(shares.get('next')).toBe(6 * MB)
  expect(shares.get('big')).toBe(66 * MB)
  expect(shares.get('a')).toBe(440 * MB)
})

test('[PL6] the shares together stay within the budget wherever two frames of each clip do', () => {
  const claim = fc.record({
    onScreen: fc.boolean(),
    frameBytes: fc.integer({ min: 1000, max: 10 * MB }),
    frameCount: fc.integer({ min: 1, max: 500 }),
  })
  fc.assert(
    fc.property(fc.array(claim, { maxLength: 8 }), (claims) => {
      const shares = shareBudget(
        512 * MB,
        claims.map((given, at) => ({ ...given, id: String(at) })),
      )
      const sum = [...shares.values()].reduce((total, bytes) => total + bytes, 0)
      expect(sum).toBeLessThanOrEqual(512 * MB)
      for (const [at, { frameBytes, frameCount }] of claims.entries())
        expect(shares.get(String(at))).toBeGreaterThanOrEqual(Math.min(2, frameCount) * frameBytes)
    }),
  )
})
