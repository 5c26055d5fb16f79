import type { PairView, SideView } from '@/lib/contracts/http/labelling'
import type { Side } from '@/lib/domain/labelling'
import { AppError } from '@/lib/platform/errors'
import { toPlayable, type Viewer } from '@/lib/services/media'
import type { PairRow } from './pair-rows'
import type { ShownSide } from './shown-work'

function toSideView(pair: PairRow, side: Side, shown: ShownSide, viewer: Viewer): SideView {
  const video = toPlayable(side === 'A' ? pair.videoA : pair.videoB, viewer)
  if (!video) {
    throw new AppError(
      'unavailable',
      'video-not-ready',
      'A clip of this pair is still being prepared for browsers. Try again in a few minutes.',
    )
  }
  return { video, frameIndex: side === 'A' ? pair.frameIndexA : pair.frameIndexB, ...shown }
}

/** The pair as a screen shows it. Nothing in it names a generator. */
export function toPairView(pair: PairRow, shown: Record<Side, ShownSide>, viewer: Viewer): PairView {
  return {
    kind: pair.kind,
    mode: pair.videoA.mode,
    prompt: pair.prompt.text,
    timestampUs: Number(pair.timestampUs),
    sides: { A: toSideView(pair, 'A', shown.A, viewer), B: toSideView(pair, 'B', shown.B, viewer) },
  }
}
