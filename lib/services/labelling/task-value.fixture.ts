import { distortionProbability, type Thresholds } from '@/lib/domain/proposals'
import { mean } from '@/lib/domain/shared'

type Scored = { frameIndex: number; score: number }
type Opinion = { score: number; doubt: number }

/**
 * Rule [QU2] spelled out for one side of one task; the queue computes it in SQL, for thousands of tasks next to their
 * scores.
 */
export function opinionOf(
  scores: readonly Scored[],
  { kind, frameIndex }: { kind: 'frame' | 'video'; frameIndex: number },
  thresholds: Pick<Thresholds, 'distortedScore' | 'high' | 'low'>,
): Opinion | null {
  const doubtOf = (score: number) => {
    const probability = distortionProbability(score, thresholds)
    return 4 * probability * (1 - probability)
  }
  if (scores.length === 0) return null
  if (kind === 'video') {
    return { score: mean(scores.map(({ score }) => score)), doubt: mean(scores.map(({ score }) => doubtOf(score))) }
  }
  const distance = (at: number) => Math.abs(at - frameIndex)
  const [nearest] = scores.toSorted(
    (one, other) => distance(one.frameIndex) - distance(other.frameIndex) || one.frameIndex - other.frameIndex,
  )
  return nearest ? { score: nearest.score, doubt: doubtOf(nearest.score) } : null
}

/** What an answer is likely to teach, 0–1; 0 where a side has no score. Source: docs/spec/queue.md [QU2] */
export function taskValue(A: Opinion | null, B: Opinion | null): number {
  if (!A || !B) return 0
  return (1 - Math.abs(A.score - B.score) / 4 + (A.doubt + B.doubt) / 2) / 2
}
