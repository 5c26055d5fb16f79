import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mean } from '@/lib/domain/shared'
import type { Answer, Side } from './answer'
import { type Arm, type ArmFacts, armOf, armShares, drawHidden, drawHoldout, drawPlace } from './arm'
import { dissentOf } from './counted-answer'
import { RETURN_LEASE_DAYS, renewedLease, returnLease, taskPriority } from './queue'
import { mayReview, reviewProblem } from './review'

test('[QU4] [QU17] says beforehand which share of the answers gets which arm', () => {
  const shares = (proposals: Arm, hiddenShare: number, holdoutShare: number) =>
    armShares({ proposals, hiddenShare, holdoutShare })
  expect(shares('show', 0.1, 0)).toEqual({ show: 0.9, hide: expect.closeTo(0.1, 12), reveal: 0 })
  expect(shares('show', 0.1, 0.1)).toEqual({ show: 0.81, hide: expect.closeTo(0.19, 12), reveal: 0 })
  expect(shares('reveal', 1, 0)).toEqual({ show: 0, hide: 1, reveal: 0 })
  expect(shares('hide', 0.1, 0.1)).toEqual({ show: 0, hide: 1, reveal: 0 })
})

test('[QU4] who gets a family without proposals is drawn for person and family, with the wanted share', () => {
  const hidden = Array.from({ length: 5000 }, (_, index) => drawHidden(0.1, `family-${index % 50}:person-${index}`))
  // Binomial(5000, 0.1) has a standard deviation of 21; the draw is fixed by its key.
  expect(Math.abs(hidden.filter(Boolean).length - 500)).toBeLessThan(64)
  expect([drawHidden(0, 'anybody'), drawHidden(1, 'anybody')]).toEqual([false, true])
})

const settings = fc.record({
  proposals: fc.constantFrom<Arm>('show', 'hide', 'reveal'),
  hiddenShare: fc.double({ min: 0, max: 1, noNaN: true }),
})

test('[QU4] one person gets a family always with proposals or always without, however the settings change', () => {
  const claims = fc.array(fc.record({ settings, holdout: fc.boolean() }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(claims, fc.boolean(), fc.string(), (given, isHeldOut, key) => {
      let kept: { hidden: boolean | null; sawProposals: boolean } = { hidden: null, sawProposals: false }
      const arms = new Set<string>()
      for (const claim of given) {
        const { arm, hidden } = armOf({ ...claim, holdout: isHeldOut, taskArm: null, ...kept }, key)
        kept = { hidden, sawProposals: kept.sawProposals || arm !== 'hide' }
        if (isHeldOut || claim.settings.proposals === 'hide') expect(arm).toBe('hide')
        else arms.add(arm === 'hide' ? 'without' : 'with')
      }
      expect(arms.size).toBeLessThan(2)
      if (isHeldOut) expect(kept.sawProposals).toBe(false)
    }),
  )
})

test('[QU4] what was seen is not hidden any more, and tasks made before keep their arm', () => {
  const facts: ArmFacts = {
    settings: { proposals: 'show', hiddenShare: 1 },
    taskArm: null,
    holdout: false,
    hidden: true,
    sawProposals: false,
  }
  expect(armOf(facts, 'x')).toEqual({ arm: 'hide', hidden: true })
  expect(armOf({ ...facts, sawProposals: true }, 'x')).toEqual({ arm: 'show', hidden: false })
  expect(armOf({ ...facts, taskArm: 'reveal' }, 'x')).toEqual({ arm: 'reveal', hidden: true })
  expect(armOf({ ...facts, hidden: null, taskArm: 'hide' }, 'x')).toEqual({ arm: 'hide', hidden: null })
  expect(armOf({ ...facts, settings: { proposals: 'reveal', hiddenShare: 0 }, hidden: false }, 'x').arm).toBe('reveal')
})

test('[QU17] the hold-out is drawn from seed and family alone, with the wanted share; the places are even', () => {
  const held = Array.from({ length: 5000 }, (_, index) => drawHoldout({ holdoutShare: 0.1 }, 7, `family-${index}`))
  // Binomial(5000, 0.1) has a standard deviation of 21; the draw is fixed by its seed.
  expect(Math.abs(held.filter(Boolean).length - 500)).toBeLessThan(64)
  expect(held).toEqual(held.map((_, index) => drawHoldout({ holdoutShare: 0.1 }, 7, `family-${index}`)))
  expect(held).not.toEqual(held.map((_, index) => drawHoldout({ holdoutShare: 0.1 }, 8, `family-${index}`)))
  const places = Array.from({ length: 5000 }, (_, index) => drawPlace(7, `pair-${index}`))
  expect(Math.abs(mean(places) - 0.5)).toBeLessThan(0.013)
  expect(Math.abs(mean(places.filter((_, index) => held[index])) - 0.5)).toBeLessThan(0.04)
  expect(drawPlace(8, 'pair-1')).not.toBe(places[1])
})

const said = (preference: Answer['preference'], marked: readonly Side[], clean: readonly Side[]) => ({
  preference,
  marks: marked.map((side) => ({ side })),
  clean: clean.map((side) => ({ side })),
})

test.each([
  ['nobody', [], 0],
  ['one answer', [said('A', ['B'], ['A'])], 0],
  ['the same', [said('A', ['B'], ['A']), said('A', ['B', 'B'], ['A'])], 0],
  ['both ties', [said('tie_good', [], ['A', 'B']), said('tie_bad', [], ['A', 'B'])], 0],
  ['one of three prefers otherwise', [said('A', [], []), said('A', [], []), said('B', [], [])], 2 / 3],
  ['distorted or clean', [said('A', ['B'], ['A']), said('A', [], ['A', 'B'])], 1],
  ['silence is no disagreement', [said(null, ['B'], []), said('A', ['B'], ['A'])], 0],
])('[QU18] dissent: %s', (_, answers, dissent) => {
  expect(dissentOf(answers)).toBeCloseTo(dissent, 12)
})

test('[QU19] the policy decides; a held-out task keeps its draw whatever was scored or answered', () => {
  const task = { value: 0.9, dissent: 0, draw: 0.4, holdout: false }
  const split = { ...task, value: 0.2, dissent: 2 / 3 }
  expect(taskPriority('value', task)).toBe(0.9)
  expect(taskPriority('value', split)).toBeCloseTo(1.667, 3)
  expect(taskPriority('random', split)).toBe(0.4)
  expect(taskPriority('oldest', split)).toBe(0)
  for (const facts of [task, split]) expect(taskPriority('value', { ...facts, holdout: true })).toBe(0.4)
  expect(taskPriority('oldest', { ...task, holdout: true })).toBe(0)
})

test('[QU8] a heartbeat lengthens a lease and never shortens it', () => {
  const now = new Date('2026-03-01T12:00:00Z')
  const soon = new Date('2026-03-01T12:00:10Z')
  expect(renewedLease({ now, leaseUntil: soon, leaseSeconds: 180 })).toEqual(new Date('2026-03-01T12:03:00Z'))
  const returned = returnLease(now)
  expect(returned).toEqual(new Date(`2026-03-0${1 + RETURN_LEASE_DAYS}T12:00:00Z`))
  expect(renewedLease({ now, leaseUntil: returned, leaseSeconds: 180 })).toEqual(returned)
})

test('[AN13] a correction needs an answer, a return a comment', () => {
  const given = { comment: '', hasAnswer: false }
  expect(reviewProblem({ ...given, verdict: 'accept' })).toBeNull()
  expect(reviewProblem({ ...given, verdict: 'correct' })).toMatch('Send the corrected answer')
  expect(reviewProblem({ ...given, verdict: 'correct', hasAnswer: true })).toBeNull()
  expect(reviewProblem({ ...given, verdict: 'return' })).toMatch('comment')
  expect(reviewProblem({ verdict: 'return', comment: 'The hand.', hasAnswer: false })).toBeNull()
  expect(reviewProblem({ ...given, verdict: 'accept', hasAnswer: true })).toMatch('choose "correct"')
})

test('[AN14] whose work it is may not review it', () => {
  fc.assert(
    fc.property(fc.constantFrom('ann', 'rev'), fc.constantFrom('ann', 'rev'), (authorId, annotatorId) => {
      expect(mayReview('rev', { authorId, annotatorId })).toBe(authorId === 'ann' && annotatorId === 'ann')
    }),
  )
})
