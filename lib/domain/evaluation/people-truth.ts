import {
  type AnnotatedPair,
  collectFrameVoters,
  type FrameGold,
  frameConsensus,
  framesOfPair,
  preferenceConsensus,
  type ReleaseLabel,
} from '@/lib/domain/exports'
import type { FrameTruth, LabelledBox, Truth, TruthFrame, TruthPair } from './truth'

/** The consensus rules want a seed for pseudo scores, which play no part here. */
const SEED = 'evaluation'

function boxesOf(gold: FrameGold): LabelledBox[] {
  return gold.boxes.map(({ label, xyxyNorm: [x1, y1, x2, y2] }) => ({
    labelKey: label,
    box: { x: x1, y: y1, w: x2 - x1, h: y2 - y1 },
  }))
}

/** Flagged answers are in doubt, so they decide nothing. */
function unflagged(pair: AnnotatedPair): AnnotatedPair {
  return { ...pair, annotations: pair.annotations.filter(({ flags }) => flags.length === 0) }
}

/**
 * What people agree on, by the rules that releases are made with.
 * @param labels the taxonomy that the answers were carried to
 * Source: docs/spec/evaluation.md [EV3]; docs/spec/export.md [EX1] [EX4]–[EX11]
 */
export function peopleTruth(given: readonly AnnotatedPair[], labels: readonly ReleaseLabel[]): Truth {
  const pairs = given.map(unflagged)
  const voters = collectFrameVoters(pairs)
  const golds = new Map<string, FrameTruth | null>()
  for (const [frameId, list] of voters) {
    if (list.originals.length === 0 && list.adjudications.length === 0) continue
    const outcome = frameConsensus(frameId, list, { labels, seed: SEED })
    golds.set(
      frameId,
      outcome.state === 'agreed' ? { labels: outcome.gold.labels, boxes: boxesOf(outcome.gold) } : null,
    )
  }
  const frames = new Map<string, TruthFrame>()
  for (const pair of pairs) {
    for (const { frameId, side, frameIndex, ptsUs } of framesOfPair(pair)) {
      const gold = golds.get(frameId)
      if (gold)
        frames.set(frameId, { videoId: side === 'A' ? pair.videoA.id : pair.videoB.id, frameIndex, ptsUs, ...gold })
    }
  }
  const judged = pairs.map((pair) => ({ pair, ...preferenceConsensus(pair.annotations) }))
  return {
    frames: [...frames.values()],
    pairs: judged.flatMap(({ pair, preference }): TruthPair[] =>
      preference === null
        ? []
        : [
            {
              pairId: pair.pairId,
              kind: pair.kind,
              A: { videoId: pair.videoA.id, frameIndex: pair.frameIndexA ?? 0, ptsUs: pair.ptsUsA ?? 0 },
              B: { videoId: pair.videoB.id, frameIndex: pair.frameIndexB ?? 0, ptsUs: pair.ptsUsB ?? 0 },
              preference,
            },
          ],
    ),
    undecided: {
      frames: [...golds.values()].filter((gold) => gold === null).length,
      pairs: judged.filter(({ preference, preferenceAgreement }) => preference === null && preferenceAgreement !== null)
        .length,
    },
  }
}
