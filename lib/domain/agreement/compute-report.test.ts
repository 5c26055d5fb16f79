import { expect, test } from 'vitest'
import { createRng } from '@/lib/domain/shared'
import { type ComparedAnswer, computeReport } from './compute-report'

const LIMBS = { key: 'extra_limbs', name: 'Extra limbs' }

function answer(pairId: string, annotatorId: string, changes: Partial<ComparedAnswer> = {}): ComparedAnswer {
  return {
    annotationId: `${pairId}/${annotatorId}`,
    annotatorId,
    pairId,
    asks: 'both',
    preference: 'A',
    leftSide: 'A',
    activeMs: 0,
    named: { A: [], B: [] },
    nameable: new Set([LIMBS.key]),
    ...changes,
  }
}

function reportOf(answers: readonly ComparedAnswer[]) {
  return computeReport({ first: answers, current: answers }, [LIMBS])
}

/** Two people who name the label on each side by the toss of a coin. */
function atChance(pairs: number): ComparedAnswer[] {
  const rng = createRng('at chance')
  const toss = () => (rng.next() < 0.5 ? [LIMBS.key] : [])
  return Array.from({ length: pairs }, (_, pair) =>
    ['ann', 'ben'].map((person) => answer(`asked-${pair}`, person, { named: { A: toss(), B: toss() } })),
  ).flat()
}

test('[AG9] 80 pairs that ask for a preference alone do not make 20 pairs at chance look reliable', () => {
  const asked = atChance(20)
  const preferences = Array.from({ length: 80 }, (_, pair) =>
    ['ann', 'ben'].map((person) => answer(`preference-${pair}`, person, { asks: 'preference' })),
  ).flat()
  const alone = reportOf(asked)
  const together = reportOf([...asked, ...preferences])
  expect(alone.labels[0]?.alpha).toMatchObject({ items: 40, ratings: 80 })
  expect(Math.abs(alone.labels[0]?.alpha.value ?? 1)).toBeLessThan(0.3)
  expect(together.labels).toEqual(alone.labels)
  expect(together.pairsCompared).toBe(100)
})

test('[AG7] every figure has an interval around it, which narrows with more pairs', () => {
  const widths = [20, 200].map((pairs) => {
    const { labels } = reportOf(atChance(pairs))
    const { value, ci95 } = labels[0]?.alpha ?? { value: null, ci95: null }
    if (value === null || ci95 === null) throw new Error('no interval')
    expect(ci95[0]).toBeLessThanOrEqual(value)
    expect(ci95[1]).toBeGreaterThanOrEqual(value)
    return ci95[1] - ci95[0]
  })
  expect(widths[1]).toBeLessThan((widths[0] ?? 0) / 2)
  expect(widths[1]).toBeGreaterThan(0.02)
})

test('[AG13] who could not name a label does not rate it', () => {
  const earlier = new Set<string>()
  const answers = [
    answer('p1', 'ann', { named: { A: [LIMBS.key], B: [] } }),
    answer('p1', 'ben', { nameable: earlier }),
    answer('p2', 'ann', { named: { A: [LIMBS.key], B: [] } }),
    answer('p2', 'ben', { named: { A: [LIMBS.key], B: [] } }),
  ]
  expect(reportOf(answers).labels[0]).toMatchObject({
    alpha: { value: 1, items: 2, ratings: 6 },
    prevalence: 0.5,
  })
})

test('[AG12] all figures are of the first answers; those after review stand beside them', () => {
  const first = [
    answer('p1', 'ann', { preference: 'A', activeMs: 4000 }),
    answer('p1', 'ben', { preference: 'B', activeMs: 8000 }),
    answer('p2', 'ann', { preference: 'B', leftSide: 'B', activeMs: 6000 }),
    answer('p2', 'ben', { preference: 'tie_bad' }),
  ]
  const current = first.map((each) =>
    each.annotatorId === 'ben' ? { ...each, annotationId: `${each.annotationId}/2`, preference: 'A' as const } : each,
  )
  const { afterReview, ...report } = computeReport({ first, current }, [LIMBS])
  expect(report).toMatchObject({
    annotations: 4,
    annotators: 2,
    disagreements: 2,
    votes: { left: 2, right: 1, tie_good: 0, tie_bad: 1 },
    leftShare: { value: 2 / 3, items: 3 },
    medianActiveMs: 6000,
    preference: { percent: { value: 0 } },
  })
  expect(afterReview).toMatchObject({ changed: 2, disagreements: 1, preference: { percent: { value: 0.5 } } })
})

test('[AG12] without a review both figures are the same', () => {
  const { afterReview, ...report } = reportOf(atChance(3))
  expect(afterReview).toMatchObject({ changed: 0, preference: report.preference, labels: report.labels })
})
