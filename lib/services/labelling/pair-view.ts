import type { PairView, SideView } from '@/lib/contracts/http/labelling'
import { onScreen, type Side } from '@/lib/domain/labelling'
import type { Aliases } from '@/lib/platform/alias'
import { AppError } from '@/lib/platform/errors'
import { toPlayable, type Viewer } from '@/lib/services/media'
import type { PairRow } from './pair-rows'
import type { Viewpoint } from './screen-form'
import type { ShownSide } from './shown-work'

type Reader = { viewer: Viewer; aliases: Aliases }

function toSideView(pair: PairRow, side: Side, shown: ShownSide, { viewer, aliases }: Reader): SideView {
  const video = toPlayable(side === 'A' ? pair.videoA : pair.videoB, viewer)
  if (!video) {
    throw new AppError(
      'unavailable',
      'video-not-ready',
      'A clip of this pair is still being prepared for browsers. Try again in a few minutes.',
    )
  }
  return {
    video: { ...video, videoId: aliases.of('video', video.videoId) },
    frameIndex: side === 'A' ? pair.frameIndexA : pair.frameIndexB,
    proposals: shown.proposals.map((proposal) => ({ ...proposal, id: aliases.of('proposal', proposal.id) })),
    scores: shown.scores,
    thresholds: shown.thresholds,
  }
}

/**
 * The pair as a screen shows it. It contains no generator and no stored id.
 * Source: docs/spec/answer.md [AN16] [AN17]
 */
export function toPairView(
  pair: PairRow,
  shown: Record<Side, ShownSide>,
  viewer: Viewer,
  { leftSide, aliases }: Viewpoint,
): PairView {
  const sideOf = (side: Side) => toSideView(pair, side, shown[side], { viewer, aliases })
  return {
    kind: pair.kind,
    mode: pair.videoA.mode,
    prompt: pair.prompt.text,
    timestampUs: Number(pair.timestampUs),
    sides: onScreen({ A: sideOf('A'), B: sideOf('B') }, leftSide),
  }
}
