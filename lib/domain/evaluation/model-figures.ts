import { z } from 'zod'
import type { Thresholds } from '@/lib/domain/proposals'
import { AnchoringReport } from './anchoring'
import { Confusion, confusionOf } from './confusion'
import { frameThatSpeaks, type ModelClips, modelOnFrame, pairScores } from './model-clips'
import { type EvaluatedPair, PreferenceFigures, preferenceFigures } from './preference-figures'
import { RecognitionFigures, recognitionFigures } from './recognition-figures'
import type { EvaluatedFrame, Truth } from './truth'

export const ModelFigures = z.object({
  schemaVersion: z.literal(1),
  /** What the figures were counted on, and what had to be left out. */
  inputs: z.object({
    clips: z.int(),
    /** `near`: a sampled frame close by speaks; `unscored`: none is close enough. */
    frames: z.object({ judged: z.int(), exact: z.int(), near: z.int(), unscored: z.int(), undecided: z.int() }),
    pairs: z.object({ judged: z.int(), unscored: z.int(), undecided: z.int() }),
    /**
     * Answers by what they saw; null against a planted truth. `shown`: proposals of this version; `elsewhere`: those of
     * another version, or none where there was no result yet. Figures from before the two were told apart have no
     * `elsewhere`, and all of these in `shown`.
     */
    answers: z.object({ shown: z.int(), elsewhere: z.int().optional(), hidden: z.int(), holdout: z.int() }).nullable(),
  }),
  preference: PreferenceFigures,
  recognition: RecognitionFigures,
  confusion: Confusion,
  /** Only against people, over all their answers. */
  anchoring: AnchoringReport.nullable(),
})
export type ModelFigures = z.infer<typeof ModelFigures>

function evaluatedPairs(truth: Truth, model: ModelClips): EvaluatedPair[] {
  return truth.pairs.flatMap(({ pairId, kind, A, B, preference: human }) => {
    const scores = pairScores(model, { kind, A, B })
    return scores === null ? [] : [{ pairId, scoreA: scores.A, scoreB: scores.B, human }]
  })
}

/**
 * All that the page of a model version shows against one truth.
 * @param labels label keys in taxonomy order
 * Source: docs/spec/evaluation.md
 */
export function modelFigures(
  { truth, model, thresholds }: { truth: Truth; model: ModelClips; thresholds: Thresholds },
  labels: readonly string[],
  seed: string,
): Omit<ModelFigures, 'anchoring'> & { inputs: { answers: null } } {
  const counts = { exact: 0, near: 0, unscored: 0 }
  const frames = truth.frames.flatMap(({ videoId, ...frame }): EvaluatedFrame[] => {
    const found = frameThatSpeaks(model.get(videoId), frame)
    counts[found ? (found.exact ? 'exact' : 'near') : 'unscored'] += 1
    return found ? [{ clipId: videoId, truth: frame, model: modelOnFrame(found.frame, thresholds) }] : []
  })
  const pairs = evaluatedPairs(truth, model)
  return {
    schemaVersion: 1,
    inputs: {
      clips: new Set(frames.map(({ clipId }) => clipId)).size,
      frames: { judged: frames.length, ...counts, undecided: truth.undecided.frames },
      pairs: {
        judged: pairs.length,
        unscored: truth.pairs.length - pairs.length,
        undecided: truth.undecided.pairs,
      },
      answers: null,
    },
    preference: preferenceFigures(pairs, seed),
    recognition: recognitionFigures(frames, labels, seed),
    confusion: confusionOf(frames, labels),
  }
}

/** As much of an evaluation as its place in a trend needs. Ids of versions are in the order of their registration. */
type TrendPoint = { model: { id: string }; createdAt: string }

/**
 * The newest evaluation of each version, oldest version first.
 * @param evaluations of versions of one model, against one truth and one choice of answers
 * Source: docs/spec/evaluation.md [EV11]
 */
export function trendOf<Point extends TrendPoint>(evaluations: readonly Point[]): Point[] {
  const newest = new Map<string, Point>()
  for (const point of evaluations) {
    const known = newest.get(point.model.id)
    if (!known || known.createdAt < point.createdAt) newest.set(point.model.id, point)
  }
  return [...newest.values()].sort((a, b) => (a.model.id < b.model.id ? -1 : 1))
}
