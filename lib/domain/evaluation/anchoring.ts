import { z } from 'zod'
import { type Interval, wilsonInterval } from '@/lib/domain/agreement'
import type { Outcome } from '@/lib/domain/labelling'
import { quantile } from '@/lib/domain/shared'
import { Figure, isFlat, middle95, NO_FIGURE, resample } from './figure'

/** Below this many pairs in an arm, a difference says nothing. Source: docs/spec/anchoring.md [AC6] */
export const LEAST_PAIRS = 20

/** One answer, and what the model says of its pair, whether it was shown or not. */
export type AnchoredAnswer = {
  pairId: string
  /** The prompt family that the arm was drawn for. */
  family: string
  arm: 'shown' | 'hidden'
  activeMs: number
  preference: Outcome | null
  /** Scores of the sides; null where one has none. */
  scores: { A: number; B: number } | null
  /** Labels the person named and the model proposes, per side; none where the task does not ask for labels. */
  sides: readonly { said: readonly string[]; proposed: readonly string[] }[]
}

const MEASURES = ['labels', 'preference', 'timeMs'] as const
export type AnchoringMeasure = (typeof MEASURES)[number]

export const AnchoringComparison = z.object({
  /** `n` counts pairs. */
  shown: Figure,
  hidden: Figure,
  /** Shown minus hidden. */
  difference: Figure,
  /** Whether both arms have enough pairs to say anything. */
  enough: z.boolean(),
})
export type AnchoringComparison = z.infer<typeof AnchoringComparison>

export const AnchoringReport = z.object({
  leastPairs: z.int(),
  answers: z.object({ shown: z.int(), hidden: z.int() }),
  /** F1 of the people's labels against the proposals. */
  labels: AnchoringComparison,
  /** Share of decided answers that prefer the side with the higher score. */
  preference: AnchoringComparison,
  /** Median active time of an answer, ms. */
  timeMs: AnchoringComparison,
})
export type AnchoringReport = z.infer<typeof AnchoringReport>

type Answers = readonly AnchoredAnswer[]

/** What an answer adds; null where it has nothing to do with the measure. */
function isEligible(measure: AnchoringMeasure, { sides, preference, scores, activeMs }: AnchoredAnswer): boolean {
  if (measure === 'labels') return sides.some(({ proposed }) => proposed.length > 0)
  if (measure === 'timeMs') return activeMs > 0
  return (preference === 'A' || preference === 'B') && scores !== null && scores.A !== scores.B
}

function labelF1(answers: Answers): number | null {
  let both = 0
  let total = 0
  for (const { said, proposed } of answers.flatMap(({ sides }) => sides)) {
    both += proposed.filter((label) => said.includes(label)).length
    total += said.length + proposed.length
  }
  return total === 0 ? null : (2 * both) / total
}

function followingShare(answers: Answers): number | null {
  const following = answers.filter(
    ({ preference, scores }) => scores && preference === (scores.A > scores.B ? 'A' : 'B'),
  ).length
  return answers.length === 0 ? null : following / answers.length
}

function medianMs(answers: Answers): number | null {
  const sorted = answers.map(({ activeMs }) => activeMs).sort((a, b) => a - b)
  return sorted.length === 0 ? null : quantile(sorted, 0.5)
}

const VALUE_OF = { labels: labelF1, preference: followingShare, timeMs: medianMs } as const

/** Answers by prompt family, in the order of their names: what one draw of the arm gave stays together. */
function byFamily(answers: Answers): AnchoredAnswer[][] {
  const families = new Map<string, AnchoredAnswer[]>()
  for (const answer of answers) {
    const known = families.get(answer.family)
    if (known) known.push(answer)
    else families.set(answer.family, [answer])
  }
  return [...families].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, own]) => own)
}

/** Where every draw gives the same: each family is one trial, for the answers to it are alike. Source: docs/spec/anchoring.md [AC6] */
const EXACT_OF: Record<AnchoringMeasure, (value: number, families: number) => Interval | null> = {
  labels(f1, families) {
    const interval = wilsonInterval((f1 / (2 - f1)) * families, families)
    return interval && [(2 * interval[0]) / (1 + interval[0]), (2 * interval[1]) / (1 + interval[1])]
  },
  preference: (share, families) => wilsonInterval(share * families, families),
  timeMs: () => null,
}

type Arm = { figure: Figure; draws: (number | null)[]; isExact: boolean }

function measureArm(answers: Answers, measure: AnchoringMeasure, seed: string): Arm {
  const eligible = answers.filter((answer) => isEligible(measure, answer))
  const families = byFamily(eligible)
  const n = new Set(eligible.map(({ pairId }) => pairId)).size
  const measured = VALUE_OF[measure]
  const value = measured(families.flat())
  if (value === null) return { figure: NO_FIGURE, draws: [], isExact: false }
  const draws: (number | null)[] = []
  if (families.length > 1) {
    resample(families.length, seed, (picks) => {
      draws.push(measured(Array.from(picks, (pick) => families[pick] as AnchoredAnswer[]).flat()))
    })
  }
  const drawn = middle95(draws.filter((each) => each !== null))
  const exact = drawn && isFlat(drawn) ? EXACT_OF[measure](value, families.length) : null
  return { figure: { value, ci95: exact ?? drawn, n }, draws, isExact: exact !== null }
}

/** Source: R. G. Newcombe, Interval estimation for the difference between independent proportions (1998), method 10 */
function newcombe(shown: Figure, hidden: Figure): Interval | null {
  if (shown.value === null || hidden.value === null || !shown.ci95 || !hidden.ci95) return null
  const difference = shown.value - hidden.value
  return [
    difference - Math.hypot(shown.value - shown.ci95[0], hidden.ci95[1] - hidden.value),
    difference + Math.hypot(shown.ci95[1] - shown.value, hidden.value - hidden.ci95[0]),
  ]
}

function differenceInterval(shown: Arm, hidden: Arm): Interval | null {
  if (shown.isExact || hidden.isExact) return newcombe(shown.figure, hidden.figure)
  const draws = shown.draws.slice(0, hidden.draws.length).flatMap((drawn, place) => {
    const other = hidden.draws[place]
    return drawn === null || other === null || other === undefined ? [] : drawn - other
  })
  return middle95(draws)
}

function compare(answers: Answers, measure: AnchoringMeasure, seed: string): AnchoringComparison {
  const [shown, hidden] = (['shown', 'hidden'] as const).map((arm) =>
    measureArm(
      answers.filter((answer) => answer.arm === arm),
      measure,
      `${seed} ${measure} ${arm}`,
    ),
  ) as [Arm, Arm]
  const least = Math.min(shown.figure.n, hidden.figure.n)
  const isDefined = shown.figure.value !== null && hidden.figure.value !== null
  return {
    shown: shown.figure,
    hidden: hidden.figure,
    difference: {
      value: isDefined ? (shown.figure.value as number) - (hidden.figure.value as number) : null,
      ci95: isDefined ? differenceInterval(shown, hidden) : null,
      n: least,
    },
    enough: least >= LEAST_PAIRS,
  }
}

/**
 * How far people follow the model where they see its proposals, beyond how far they agree with it anyway.
 * @param answers to tasks that were not held out; the arms were drawn at random
 * Source: docs/spec/anchoring.md [AC1]–[AC6]
 */
export function anchoringReport(answers: Answers, seed: string): AnchoringReport {
  const count = (arm: AnchoredAnswer['arm']) => answers.filter((answer) => answer.arm === arm).length
  return {
    leastPairs: LEAST_PAIRS,
    answers: { shown: count('shown'), hidden: count('hidden') },
    labels: compare(answers, 'labels', seed),
    preference: compare(answers, 'preference', seed),
    timeMs: compare(answers, 'timeMs', seed),
  }
}
