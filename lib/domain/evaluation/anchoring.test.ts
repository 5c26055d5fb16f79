import { expect, test } from 'vitest'
import { createRng, shuffled } from '@/lib/domain/shared'
import { type AnchoredAnswer, anchoringReport } from './anchoring'

function answer(pairId: string, change: Partial<AnchoredAnswer> = {}): AnchoredAnswer {
  return {
    pairId,
    family: `family of ${pairId}`,
    arm: 'shown',
    activeMs: 10_000,
    preference: 'A',
    scores: { A: 4, B: 3 },
    sides: [
      { said: ['limbs'], proposed: ['limbs', 'blur'] },
      { said: ['face'], proposed: [] },
    ],
    ...change,
  }
}

test('[AC3] F1 of the labels over both sides; pairs without a proposal are left out', () => {
  const without = answer('q', { sides: [{ said: ['face'], proposed: [] }] })
  const { labels } = anchoringReport([answer('p'), without], 's')
  expect(labels.shown).toEqual({ value: 0.5, ci95: null, n: 1 })
  expect(labels.hidden).toEqual({ value: null, ci95: null, n: 0 })
  expect(labels.difference.value).toBeNull()
})

test('[AC4] the share that prefers the higher score; ties, equal and missing scores are left out', () => {
  const { preference } = anchoringReport(
    [
      answer('p'),
      answer('q', { preference: 'B' }),
      answer('r', { preference: 'tie' }),
      answer('s', { scores: { A: 3, B: 3 } }),
      answer('t', { scores: null }),
      answer('u', { preference: 'B', scores: { A: 1, B: 2 } }),
    ],
    's',
  )
  expect(preference.shown).toMatchObject({ value: 2 / 3, n: 3 })
})

test('[AC5] the median active time, measured ones alone', () => {
  const times = [1000, 0, 3000, 8000]
  const { timeMs } = anchoringReport(
    times.map((activeMs, place) => answer(`p${place}`, { activeMs })),
    's',
  )
  expect(timeMs.shown).toMatchObject({ value: 3000, n: 3 })
})

/** Followers name what is shown; the others name it half the time. */
function trial(pairs: number): AnchoredAnswer[] {
  const rng = createRng('trial')
  return Array.from({ length: pairs * 2 }, (_, place) => {
    const arm = place % 2 === 0 ? ('shown' as const) : ('hidden' as const)
    const follows = arm === 'shown' || rng.next() < 0.5
    const sides = [{ said: follows ? ['limbs'] : ['face'], proposed: ['limbs'] }]
    const activeMs = Math.round(10_000 + rng.next() * 4000 + (arm === 'hidden' ? 5000 : 0))
    return answer(`p${String(place).padStart(3, '0')}`, {
      arm,
      sides,
      activeMs,
      preference: rng.next() < 0.7 ? 'A' : 'B',
    })
  })
}

test('[AC6] what was planted is found: labels follow, time falls, preferences do not move', () => {
  const report = anchoringReport(trial(60), 's')
  expect(report.answers).toEqual({ shown: 60, hidden: 60 })
  expect(report.labels.enough).toBe(true)
  expect(report.labels.difference.ci95?.[0]).toBeGreaterThan(0.2)
  expect(report.timeMs.difference.ci95?.[1]).toBeLessThan(-3000)
  expect(report.preference.difference.ci95?.[0]).toBeLessThan(0)
  expect(report.preference.difference.ci95?.[1]).toBeGreaterThan(0)
})

test('[AC6] what one draw of the arm gave stays together: few families say less than as many pairs of their own', () => {
  const widthOf = (answers: AnchoredAnswer[]) => {
    const [low, high] = anchoringReport(answers, 's').labels.shown.ci95 ?? [0, 0]
    return high - low
  }
  const follows = (place: number) => place % 4 !== 0
  const answers = (familyOf: (place: number) => string) =>
    Array.from({ length: 80 }, (_, place) =>
      answer(`p${place}`, {
        family: familyOf(place),
        sides: [{ said: follows(Math.floor(place / 10)) ? ['limbs'] : ['face'], proposed: ['limbs'] }],
      }),
    )
  const [few, many] = [answers((place) => `f${Math.floor(place / 10)}`), answers((place) => `f${place}`)]
  expect(anchoringReport(few, 's').labels.shown.n).toBe(80)
  expect(widthOf(few)).toBeGreaterThan(widthOf(many) * 2)
})

test('[AC6] below twenty pairs in an arm it is not enough, whatever the interval', () => {
  expect(anchoringReport(trial(20), 's').labels.enough).toBe(true)
  const few = anchoringReport(trial(19), 's')
  expect(few.labels.enough).toBe(false)
  expect(few.labels.difference.n).toBe(19)
})

test('[AC6] people on one family are drawn together, in any order', () => {
  const answers = trial(10)
  const doubled = answers.flatMap((each) => [each, each])
  const [once, twice] = [answers, doubled].map((given) => anchoringReport(given, 's').labels)
  expect(twice).toEqual(once)
  expect(anchoringReport(shuffled(answers, createRng(2)), 's').labels).toEqual(once)
})

test('[AC6] [EV5] arms in which all follow take Wilson’s interval by family, their difference Newcombe’s', () => {
  const allFollow = (['shown', 'hidden'] as const).flatMap((arm) =>
    Array.from({ length: 40 }, (_, place) =>
      answer(`${arm}${place % 20}`, { arm, sides: [{ said: ['limbs'], proposed: ['limbs'] }] }),
    ),
  )
  const { preference, labels } = anchoringReport(allFollow, 's')
  const [low, high] = preference.shown.ci95 ?? [0, 0]
  expect(low).toBeCloseTo(0.839, 3)
  expect(high).toBe(1)
  expect(preference.hidden.ci95).toEqual(preference.shown.ci95)
  expect(labels.shown.ci95?.[0]).toBeCloseTo((2 * low) / (1 + low), 9)
  expect(preference.difference.value).toBe(0)
  expect(preference.difference.ci95?.map((end) => Math.round(end * 1000))).toEqual([-161, 161])
})

test('[AC6] one arm without any variation still leaves its chance to the difference', () => {
  const answers = trial(30)
  const { labels } = anchoringReport(answers, 's')
  expect(labels.shown.value).toBe(1)
  expect(labels.shown.ci95?.[0]).toBeLessThan(0.95)
  const hidden = labels.hidden.ci95 ?? [0, 0]
  expect(labels.difference.ci95?.[0]).toBeLessThan(1 - hidden[1])
})
