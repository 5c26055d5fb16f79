import { z } from 'zod'
import { wilsonInterval } from '@/lib/domain/agreement'
import { Figure } from '../figure'
import { type Boundaries, type ComparedClip, standingOf } from './compared-clip'
import { rankCorrelation } from './rank-correlation'
import { ratioFigure, shareFigure } from './ratio'

/** Side of a cell; 40 of them from score 1 to 5. */
export const CELL = 0.1
const CELLS = 40

/** Lower corner of a cell of the picture, in cells from score 1, and how many clips lie in it. */
export const ScoreCell = z.object({ a: z.int(), b: z.int(), clips: z.int() })
export type ScoreCell = z.infer<typeof ScoreCell>

function cellOf(score: number): number {
  // Slack: 1.3 is (1.3 − 1) / 0.1 = 2.9999999999999996 cells away from 1.
  return Math.max(0, Math.min(CELLS - 1, Math.floor((score - 1) / CELL + 1e-9)))
}

/**
 * Clips by score in a and b, so that the picture stays small whatever the runs.
 * Source: docs/spec/run-comparison.md [RC10]
 */
export function scoreCells(points: readonly { a: number; b: number }[]): ScoreCell[] {
  const counts = new Map<number, number>()
  for (const { a, b } of points) {
    const key = cellOf(a) * CELLS + cellOf(b)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts]
    .sort(([one], [two]) => one - two)
    .map(([key, clips]) => ({ a: Math.floor(key / CELLS), b: key % CELLS, clips }))
}

const LabelComparison = z.object({
  labelKey: z.string(),
  both: z.int(),
  onlyA: z.int(),
  onlyB: z.int(),
  agreement: Figure,
})
export type LabelComparison = z.infer<typeof LabelComparison>

export const RunDifferences = z.object({
  clips: z.object({ same: z.int(), changed: z.int(), onlyA: z.int(), onlyB: z.int() }),
  /** Of those that changed: distorted in b alone, and in a alone. */
  turned: z.object({ distorted: z.int(), clean: z.int() }),
  /** Share of the clips in both that changed side. */
  changed: Figure,
  /** Mean of b − a. */
  difference: Figure,
  ranks: Figure,
  /** Of the frames both scored, the share on which they are of one mind. */
  frames: Figure,
  /** Of the labels one of them names on a clip, the share both name. */
  labels: Figure,
  byLabel: z.array(LabelComparison),
  cells: z.array(ScoreCell),
})
export type RunDifferences = z.infer<typeof RunDifferences>

type Both = ComparedClip & { a: NonNullable<ComparedClip['a']>; b: NonNullable<ComparedClip['b']> }

function isInBoth(clip: ComparedClip): clip is Both {
  return clip.a !== null && clip.b !== null
}

/** Figures that hang on many values of one clip. Source: docs/spec/run-comparison.md [RC4] [RC6] [RC7] */
function clusteredFigures(clips: readonly Both[]): Pick<RunDifferences, 'difference' | 'frames' | 'labels'> {
  const labels = clips.map(({ a, b }) => {
    const named = new Set(a.labels)
    return {
      part: new Set(b.labels.filter((label) => named.has(label))).size,
      whole: new Set([...a.labels, ...b.labels]).size,
    }
  })
  const difference = ratioFigure(clips.map(({ a, b }) => ({ part: b.score - a.score, whole: 1 })))
  return {
    difference,
    frames: shareFigure(clips.map(({ frames }) => ({ part: frames.agreeing, whole: frames.both }))),
    labels: shareFigure(labels),
  }
}

function compareLabels(clips: readonly Both[]): LabelComparison[] {
  const counts = new Map<string, { both: number; onlyA: number; onlyB: number }>()
  for (const { a, b } of clips) {
    const [inA, inB] = [new Set(a.labels), new Set(b.labels)]
    for (const label of new Set([...inA, ...inB])) {
      const count = counts.get(label) ?? { both: 0, onlyA: 0, onlyB: 0 }
      if (inA.has(label) && inB.has(label)) count.both += 1
      else if (inA.has(label)) count.onlyA += 1
      else count.onlyB += 1
      counts.set(label, count)
    }
  }
  return [...counts]
    .map(([labelKey, count]) => ({ labelKey, ...count, n: count.both + count.onlyA + count.onlyB }))
    .sort((one, two) => two.n - one.n || (one.labelKey < two.labelKey ? -1 : 1))
    .map(({ n, ...label }) => ({
      ...label,
      agreement: { value: label.both / n, ci95: wilsonInterval(label.both, n), n },
    }))
}

/**
 * How two runs stand to one another, clip by clip.
 * Source: docs/spec/run-comparison.md [RC3]–[RC7], [RC10]
 */
export function compareRuns(clips: readonly ComparedClip[], boundaries: Boundaries): RunDifferences {
  const both = clips.filter(isInBoth)
  const count = (wanted: string) => clips.filter((clip) => standingOf(clip, boundaries) === wanted).length
  const changed = both.filter((clip) => standingOf(clip, boundaries) === 'changed')
  const distorted = changed.filter(({ b }) => b.score < boundaries.b).length
  const points = both.map(({ a, b }) => ({ a: a.score, b: b.score }))
  return {
    clips: {
      same: both.length - changed.length,
      changed: changed.length,
      onlyA: count('only-a'),
      onlyB: count('only-b'),
    },
    turned: { distorted, clean: changed.length - distorted },
    changed: {
      value: both.length === 0 ? null : changed.length / both.length,
      ci95: wilsonInterval(changed.length, both.length),
      n: both.length,
    },
    ...clusteredFigures(both),
    ranks: rankCorrelation(points),
    byLabel: compareLabels(both),
    cells: scoreCells(points),
  }
}
