import type { Frame, Rational } from 'node-av/lib'
import { displaySize, type Size } from '@/lib/domain/media'
import { frameFacts } from './frame-facts'
import type { Orientation } from './orientation'
import { sourceGeometry } from './source-geometry'
import type { VideoSource } from './video-source'

/** What frame 0 settles for the whole clip. `firstPts` in ticks of `timeBase`. */
export type Opening = {
  firstPts: bigint
  timeBase: Rational
  track: number
  display: Size
  orientation: Orientation
}

export function openingOf({ stream }: VideoSource, firstFrame: Frame): Opening {
  const facts = frameFacts(firstFrame)
  const { rotation, mirrored, sampleAspect } = sourceGeometry(stream, facts)
  return {
    firstPts: firstFrame.bestEffortTimestamp,
    timeBase: stream.timeBase,
    track: stream.index,
    display: displaySize(facts, sampleAspect, rotation),
    orientation: { rotation, mirrored },
  }
}
