import type { Box } from '@/lib/domain/shared'
import type { FrameResult } from './engine'
import type { Thresholds } from './thresholds'

/** A proposal for annotators: a label, its box if the model gave one, and the label's probability. */
export type ProposedMark = { labelKey: string; box: Box | null; probability: number }

/** Source: docs/spec/proposals.md [PP1] */
export function isDistorted(
  { score }: { score: number },
  { distortedScore }: Pick<Thresholds, 'distortedScore'>,
): boolean {
  return score < distortedScore
}

/**
 * The proposals of one scored frame, surest label first; none when the frame is not distorted.
 * Source: docs/spec/proposals.md [PP1]–[PP3]
 */
export function proposalsOf(
  result: Pick<FrameResult, 'score' | 'labels' | 'boxes'>,
  thresholds: Pick<Thresholds, 'distortedScore' | 'labelProbability'>,
): ProposedMark[] {
  if (!isDistorted(result, thresholds)) return []
  return proposedLabels(result.labels, thresholds.labelProbability).flatMap(([labelKey, probability]) => {
    const boxes = result.boxes.filter((box) => box.labelKey === labelKey)
    const places: (Box | null)[] = boxes.length > 0 ? boxes.map(({ box }) => box) : [null]
    return places.map((box) => ({ labelKey, box, probability }))
  })
}

function proposedLabels(labels: FrameResult['labels'], labelProbability: number): [string, number][] {
  const surestFirst = Object.entries(labels)
    .filter(([, probability]) => probability > 0)
    .sort(([keyA, a], [keyB, b]) => b - a || (keyA < keyB ? -1 : 1))
  const likely = surestFirst.filter(([, probability]) => probability >= labelProbability)
  return likely.length > 0 ? likely : surestFirst.slice(0, 1)
}
