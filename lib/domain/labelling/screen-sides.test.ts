import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Answer, EMPTY_ANSWER, type Mark } from './answer'
import { ScreenAnswer, ScreenSide } from './screen-answer'
import {
  chooseLeftSide,
  offScreen,
  onScreen,
  type SideCounts,
  toCanonicalAnswer,
  toCanonicalSide,
  toCanonicalWork,
  toScreenAnswer,
  toScreenSide,
  toScreenWork,
} from './screen-sides'
import type { SeenRanges } from './work'

const side = fc.constantFrom('A' as const, 'B' as const)
const mark: fc.Arbitrary<Mark> = fc.record({
  id: fc.uuid(),
  side,
  frameIndex: fc.nat(500),
  ptsUs: fc.nat(),
  labelKey: fc.constantFrom('extra_limbs', 'motion_blur'),
  box: fc.constantFrom(null, { x: 0.1, y: 0.1, w: 0.5, h: 0.5 }),
  proposalId: fc.option(fc.uuid()),
  trackId: fc.option(fc.uuid()),
  interpolated: fc.boolean(),
})
const answers: fc.Arbitrary<Answer> = fc.record({
  schemaVersion: fc.constant(1 as const),
  preference: fc.constantFrom('A' as const, 'B' as const, 'tie_good' as const, 'tie_bad' as const, null),
  strength: fc.constantFrom('slight' as const, 'strong' as const, null),
  marks: fc.array(mark, { maxLength: 6 }),
  clean: fc.array(fc.record({ side, frameIndex: fc.option(fc.nat(500)) }), { maxLength: 4 }),
  proposals: fc.array(
    fc.record({ proposalId: fc.uuid(), outcome: fc.constantFrom('accepted' as const, 'edited' as const) }),
    { maxLength: 4 },
  ),
  comment: fc.string({ maxLength: 20 }),
  flagged: fc.boolean(),
})
const ranges: fc.Arbitrary<SeenRanges> = fc.array(fc.tuple(fc.nat(99), fc.nat(99)), { maxLength: 4 })

/** Any reversible naming will do. */
const name = (id: string) => [...id].toReversed().join('')

test('[AN16] an answer, its work and what stands on each side come back from the screen as they went', () => {
  fc.assert(
    fc.property(answers, side, ranges, ranges, (answer, leftSide, A, B) => {
      expect(toCanonicalAnswer(toScreenAnswer(answer, leftSide, name), leftSide, name)).toEqual(answer)
      const work = { seen: { A, B }, phaseMs: { look: 1, mark: 2, check: 3 } }
      expect(toCanonicalWork(toScreenWork(work, leftSide), leftSide)).toEqual(work)
      expect(offScreen(onScreen({ A, B }, leftSide), leftSide)).toEqual({ A, B })
    }),
  )
})

test('[AN16] the left side of one person is the right side of another', () => {
  for (const screen of ScreenSide.options) {
    expect(toCanonicalSide(screen, 'A')).not.toBe(toCanonicalSide(screen, 'B'))
    for (const left of ['A', 'B'] as const) expect(toScreenSide(toCanonicalSide(screen, left), left)).toBe(screen)
  }
})

test('[AN16] what a screen gets names no side but left and right', () => {
  fc.assert(
    fc.property(answers, side, (answer, leftSide) => {
      const said = toScreenAnswer({ ...answer, comment: '' }, leftSide)
      expect(JSON.stringify(said)).not.toMatch(/"[AB]"/)
    }),
  )
  expect(ScreenAnswer.safeParse(toScreenAnswer({ ...EMPTY_ANSWER, preference: 'B' }, 'B')).data?.preference).toBe(
    'left',
  )
})

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
