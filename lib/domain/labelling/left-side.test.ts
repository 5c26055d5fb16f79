import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chooseLeftSide, type SideCounts } from './left-side'

const ids = { userId: 'ann', pairId: 'pair' }

test('[QU6] the worked example: the person first, then the pair', () => {
  expect(chooseLeftSide({ ...ids, person: { A: 3, B: 2 }, pair: { A: 0, B: 1 } })).toBe('B')
  expect(chooseLeftSide({ ...ids, person: { A: 3, B: 3 }, pair: { A: 1, B: 0 } })).toBe('B')
})

test('[QU6] after any number of tasks a person saw both sides left equally often, give or take one', () => {
  const people = fc.array(fc.record({ user: fc.integer({ min: 0, max: 4 }), pair: fc.integer({ min: 0, max: 30 }) }))
  fc.assert(
    fc.property(people, (claims) => {
      const persons = new Map<number, SideCounts>()
      const pairs = new Map<number, SideCounts>()
      for (const { user, pair } of claims) {
        const person = persons.get(user) ?? { A: 0, B: 0 }
        const others = pairs.get(pair) ?? { A: 0, B: 0 }
        const left = chooseLeftSide({ person, pair: others, userId: `${user}`, pairId: `${pair}` })
        persons.set(user, { ...person, [left]: person[left] + 1 })
        pairs.set(pair, { ...others, [left]: others[left] + 1 })
        const counts = persons.get(user) as SideCounts
        expect(Math.abs(counts.A - counts.B)).toBeLessThanOrEqual(1)
      }
    }),
  )
})

test('[QU6] the first side of a block is a fair draw, the same every time', () => {
  const none = { A: 0, B: 0 }
  const draws = Array.from({ length: 2000 }, (_, index) =>
    chooseLeftSide({ person: none, pair: none, userId: 'ann', pairId: `pair-${index}` }),
  )
  const left = draws.filter((side) => side === 'A').length
  // Binomial(2000, 0.5) has a standard deviation of 22; the draw is fixed by the ids.
  expect(Math.abs(left - 1000)).toBeLessThan(67)
  expect(chooseLeftSide({ person: none, pair: none, userId: 'ann', pairId: 'pair-0' })).toBe(draws[0])
})
