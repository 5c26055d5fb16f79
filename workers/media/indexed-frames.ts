import type { Frame } from 'node-av/lib'
import { type FrameTable, frameIndexAtUs, framePtsUs } from '@/lib/domain/media'
import { NO_PTS, ticksToUs } from './ffmpeg'
import { type Opening, openingOf } from './painter'
import type { VideoSource } from './video-source'

export type IndexedFrame = { index: number; ptsUs: number; frame: Frame; opening: Opening }

/** All frames from the start, counted: frame N is the decoder's N-th by definition. Source: docs/spec/frames.md [FR14] */
export async function* framesFromStart(source: VideoSource, signal?: AbortSignal): AsyncGenerator<IndexedFrame> {
  let index = 0
  let opening: Opening | null = null
  for await (const frame of source.frames(signal)) {
    opening ??= openingOf(source, frame)
    yield { index, ptsUs: ptsUsOf(frame, opening), frame, opening }
    index += 1
  }
}

/**
 * Frames after a seek, named by their timestamps. Ends early where a timestamp is not the table's next one:
 * from there on nothing proves which frame it is.
 * Source: docs/spec/frames.md [FR14]
 */
export async function* framesAfterSeek(
  source: VideoSource,
  opening: Opening,
  table: FrameTable,
  signal?: AbortSignal,
): AsyncGenerator<IndexedFrame> {
  let next: number | null = null
  for await (const frame of source.frames(signal)) {
    const ptsUs = ptsUsOf(frame, opening)
    const index: number = next ?? frameIndexAtUs(table, ptsUs)
    if (index >= table.ptsUs.length || framePtsUs(table, index) !== ptsUs) return
    yield { index, ptsUs, frame, opening }
    next = index + 1
  }
}

function ptsUsOf(frame: Frame, { firstPts, timeBase }: Opening): number {
  const pts = frame.bestEffortTimestamp
  return pts === NO_PTS || firstPts === NO_PTS ? 0 : ticksToUs(pts - firstPts, timeBase)
}
