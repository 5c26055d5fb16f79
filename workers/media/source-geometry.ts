import { AV_PKT_DATA_DISPLAYMATRIX } from 'node-av/constants'
import type { Stream } from 'node-av/lib'
import type { FrameFacts } from './frame-facts'
import { type Orientation, readDisplayMatrix } from './orientation'

export type SourceGeometry = Orientation & { sampleAspect: { num: number; den: number } }

/** Orientation and sample aspect: the container's word before the codec's. Source: docs/spec/frames.md [FR12] */
export function sourceGeometry(stream: Stream, facts: FrameFacts): SourceGeometry {
  const matrix = stream.codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX) ?? facts.displayMatrix
  const { num, den } = stream.sampleAspectRatio
  return { ...readDisplayMatrix(matrix), sampleAspect: num > 0 && den > 0 ? { num, den } : facts.sampleAspect }
}
