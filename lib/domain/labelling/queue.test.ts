import fc from 'fast-check'
import { expect, test } from 'vitest'
import { armShares, drawArm } from './arm'
import { RETURN_LEASE_DAYS, renewedLease, returnLease } from './lease'
import { nearestScore, taskPriority } from './priority'
import { compareQueued } from './queue-order'
import { mayReview, reviewProblem } from './review'
import { ASSIGNMENT_TRANSITIONS, AssignmentState, canMove, TASK_TRANSITIONS, TaskState } from './states'

test('[QU1] priority, then most answers, then the oldest', () => {
  const queued = [
    { id: 'd', priority: 0.5, answered: 0 },
    { id: 'a', priority: 0.2, answered: 3 },
    { id: 'c', priority: 0.5, answered: 1 },
    { id: 'b', priority: 0.5, answered: 0 },
  ]
  expect(queued.sort(compareQueued).map(({ id }) => id)).toEqual(['c', 'b', 'd', 'a'])
  expect(compareQueued({ id: 'a', priority: 1, answered: 0 }, { id: 'a', priority: 1, answered: 0 })).toBe(0)
})

test.each([
  [3, 3, 1],
  [5, 1, 0.5],
  [5, 5, 0.5],
  [4, 3, 0.75],
  [null, 3, 0],
  [3, null, 0],
])('[QU2] scores %s and %s give priority %s', (scoreA, scoreB, priority) => {
  expect(taskPriority({ scoreA, scoreB })).toBeCloseTo(priority, 12)
})

test('[QU2] a frame takes the score sampled nearest to it, the earlier of two', () => {
  const scores = [
    { frameIndex: 20, score: 2 },
    { frameIndex: 10, score: 4 },
  ]
  expect([0, 15, 16, 99].map((frameIndex) => nearestScore(scores, frameIndex))).toEqual([4, 4, 2, 2])
  expect(nearestScore(scores.toReversed(), 15)).toBe(4)
  expect(nearestScore([], 3)).toBeNull()
})

test('[QU4] says beforehand which share of the tasks gets which arm', () => {
  expect(armShares({ proposals: 'show', hiddenShare: 0.1 })).toEqual({ show: 0.9, hide: 0.1, reveal: 0 })
  expect(armShares({ proposals: 'reveal', hiddenShare: 1 })).toEqual({ show: 0, hide: 1, reveal: 0 })
  expect(armShares({ proposals: 'hide', hiddenShare: 0.1 })).toEqual({ show: 0, hide: 1, reveal: 0 })
})

test('[QU4] the arm is drawn from seed and pair, with the wanted share hidden', () => {
  const settings = { proposals: 'show' as const, hiddenShare: 0.1 }
  const arms = Array.from({ length: 5000 }, (_, index) => drawArm(settings, 7, `pair-${index}`))
  const hidden = arms.filter((arm) => arm === 'hide').length
  // Binomial(5000, 0.1) has a standard deviation of 21; the draw is fixed by its seed.
  expect(Math.abs(hidden - 500)).toBeLessThan(64)
  expect(arms).toEqual(arms.map((_, index) => drawArm(settings, 7, `pair-${index}`)))
  expect(arms).not.toEqual(arms.map((_, index) => drawArm(settings, 8, `pair-${index}`)))
  expect(drawArm({ proposals: 'hide', hiddenShare: 0 }, 7, 'pair-0')).toBe('hide')
  expect(drawArm({ proposals: 'reveal', hiddenShare: 0 }, 7, 'pair-0')).toBe('reveal')
  expect(drawArm({ proposals: 'reveal', hiddenShare: 1 }, 7, 'pair-0')).toBe('hide')
})

test('[QU8] a heartbeat lengthens a lease and never shortens it', () => {
  const now = new Date('2026-03-01T12:00:00Z')
  const soon = new Date('2026-03-01T12:00:10Z')
  expect(renewedLease({ now, leaseUntil: soon, leaseSeconds: 180 })).toEqual(new Date('2026-03-01T12:03:00Z'))
  const returned = returnLease(now)
  expect(returned).toEqual(new Date(`2026-03-0${1 + RETURN_LEASE_DAYS}T12:00:00Z`))
  expect(renewedLease({ now, leaseUntil: returned, leaseSeconds: 180 })).toEqual(returned)
})

test('[QU12] [QU13] tables list every state, and no state leads to itself', () => {
  expect(Object.keys(TASK_TRANSITIONS).sort()).toEqual([...TaskState.options].sort())
  expect(Object.keys(ASSIGNMENT_TRANSITIONS).sort()).toEqual([...AssignmentState.options].sort())
  for (const state of TaskState.options) expect(canMove(TASK_TRANSITIONS, state, state)).toBe(false)
  for (const state of AssignmentState.options) expect(canMove(ASSIGNMENT_TRANSITIONS, state, state)).toBe(false)
})

test('[QU12] [QU13] final states stay, returned answers come back', () => {
  expect(canMove(TASK_TRANSITIONS, 'done', 'open')).toBe(true)
  expect(TASK_TRANSITIONS.closed).toEqual([])
  expect(canMove(ASSIGNMENT_TRANSITIONS, 'submitted', 'claimed')).toBe(true)
  expect(canMove(ASSIGNMENT_TRANSITIONS, 'released', 'claimed')).toBe(true)
  expect(ASSIGNMENT_TRANSITIONS.skipped).toEqual([])
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
