import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AssignmentView } from '@/lib/contracts/http/labelling'
import { EMPTY_SCREEN_ANSWER } from '@/lib/domain/labelling'
import {
  advance,
  allPairs,
  type ClaimedPair,
  drop,
  EMPTY_QUEUE,
  enqueue,
  nextClaim,
  type PairQueue,
  putBack,
} from './pair-queue'

function pair(id: string): ClaimedPair {
  return { key: id, assignment: { id } as AssignmentView, answer: EMPTY_SCREEN_ANSWER }
}
const ids = (state: PairQueue) => allPairs(state).map(({ key }) => key)
const queue = (...names: string[]) => names.map(pair).reduce(enqueue, EMPTY_QUEUE)

test('[SV11] three pairs are held: one on screen and two ahead', () => {
  expect(nextClaim(queue('a', 'b'), [])).toEqual(['a', 'b'])
  expect(nextClaim(queue('a', 'b', 'c'), [])).toBeNull()
})

test('[SV10] a claim names what is held and what is on its way, and waits when that is too much to name', () => {
  expect(nextClaim(queue('a'), ['x', 'a'])).toEqual(['a', 'x'])
  const many = Array.from({ length: 11 }, (_, at) => `on its way ${at}`)
  expect(nextClaim(queue(), many)).toBeNull()
})

test('[SV12] what was taken back comes on screen, and what was there is next', () => {
  expect(ids(putBack(advance(queue('a', 'b', 'c')), pair('a')))).toEqual(['a', 'b', 'c'])
  expect(ids(putBack(EMPTY_QUEUE, pair('a')))).toEqual(['a'])
})

test('a pair that is lost while it waits leaves the others in place', () => {
  expect(ids(drop(queue('a', 'b', 'c'), 'b'))).toEqual(['a', 'c'])
  expect(ids(drop(queue('a', 'b'), 'a'))).toEqual(['b'])
})

test('[SV10] whatever happens, a claim never leaves out a pair that is held or on its way', () => {
  const step = fc.oneof(
    fc.constant('advance' as const),
    fc.record({ take: fc.nat(20) }),
    fc.record({ drop: fc.nat(20) }),
  )
  fc.assert(
    fc.property(fc.array(step), fc.uniqueArray(fc.nat(20), { maxLength: 12 }), (steps, onTheWay) => {
      let state = EMPTY_QUEUE
      for (const one of steps) {
        if (one === 'advance') state = advance(state)
        else if ('drop' in one) state = drop(state, `${one.drop}`)
        else if (nextClaim(state, []) && !ids(state).includes(`${one.take}`))
          state = enqueue(state, pair(`${one.take}`))
      }
      const names = onTheWay.map(String)
      const claim = nextClaim(state, names)
      expect(ids(state).length).toBeLessThanOrEqual(3)
      if (claim) expect(new Set(claim)).toEqual(new Set([...ids(state), ...names]))
    }),
  )
})
