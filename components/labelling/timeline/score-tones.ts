import { type ScoreThresholds, verdictOfScore } from '@/lib/domain/labelling'

/** The score as colour along the strip; between two samples one goes over into the other. */
export function heatOf(
  points: readonly { x: number; score: number }[],
  endX: number,
  thresholds: ScoreThresholds,
): string {
  const stops = points.map(
    ({ x, score }) => `${toneOf(score, thresholds)} ${((x / Math.max(endX, 1e-6)) * 100).toFixed(2)}%`,
  )
  return `linear-gradient(to right, ${stops.length > 1 ? stops.join(', ') : `${stops[0]}, ${stops[0]}`})`
}

const TONES = { distorted: 'var(--bad)', doubtful: 'var(--warn)', clean: 'var(--good)' } as const

/** Colour of a score, by the thresholds that came with it. Source: docs/spec/watched.md [WA5] */
export function toneOf(score: number, thresholds: ScoreThresholds): string {
  return TONES[verdictOfScore(score, thresholds)]
}
