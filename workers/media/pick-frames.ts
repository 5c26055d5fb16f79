import { type FrameTable, frameIndexAtUs, framePtsUs } from '@/lib/domain/media'
import { ticksToUs } from './ffmpeg'
import type { FrameKeeper } from './frame-keeper'
import { framesAfterSeek, framesFromStart, type IndexedFrame } from './indexed-frames'
import type { Opening } from './painter'
import { keyFramePts, openVideoSource } from './video-source'

type SeekPoint = { pts: bigint; index: number }

/** Key frames whose timestamps the table has, ascending. Source: docs/spec/frames.md [FR14] */
async function seekPoints(
  path: string,
  { firstPts, timeBase, track }: Opening,
  table: FrameTable,
  signal?: AbortSignal,
): Promise<SeekPoint[]> {
  const points: SeekPoint[] = []
  for (const pts of await keyFramePts(path, track, signal)) {
    const us = ticksToUs(pts - firstPts, timeBase)
    const index = frameIndexAtUs(table, us)
    if (framePtsUs(table, index) === us) points.push({ pts, index })
  }
  return points
}

/** The last point at or before a frame. */
function pointBefore(points: readonly SeekPoint[], index: number): SeekPoint | null {
  return points.findLast((point) => point.index <= index) ?? null
}

// Opening the file again costs about as much as decoding this many frames.
const WORTH_A_SEEK = 24

export type How = { table?: FrameTable; signal?: AbortSignal; threads: number; keeping?: Keeping }
/** Who keeps the frames, in how much memory. */
export type Keeping = { keeper: FrameKeeper; mostBytes: number }

/**
 * The requested frames in order, each valid until the next is requested: from a keeper if it has them, the others by
 * seeking.
 * @param wanted source indices, strictly ascending
 * @throws RangeError when the clip ends before a requested frame
 * Source: docs/spec/frames.md [FR14] [FR18]
 */
export async function* pickFrames(path: string, wanted: readonly number[], how: How): AsyncGenerator<IndexedFrame> {
  const { keeping, table } = how
  let given = 0
  if (keeping && table) {
    for await (const item of keeping.keeper.frames(path, wanted, { ...how, ...keeping, table })) {
      given += 1
      yield item
    }
  }
  yield* seekFrames(path, wanted.slice(given), how)
}

/**
 * With a table it jumps to key frames over long gaps; without one it decodes from the start.
 * If a seek does not return a frame, it seeks one key frame earlier, and finally decodes from the start.
 * @param wanted source indices, strictly ascending
 * @throws RangeError when the clip ends before a requested frame
 * Source: docs/spec/frames.md [FR14]
 */
async function* seekFrames(path: string, wanted: readonly number[], how: How): AsyncGenerator<IndexedFrame> {
  const { table, signal } = how
  let at = 0
  let start: SeekPoint | null = null
  let opening: Opening | null = null
  let points: SeekPoint[] | null = null
  let retrying = false
  while (at < wanted.length) {
    let jump: SeekPoint | null = null
    let last = -1
    for await (const item of framesFrom(path, start, opening, how)) {
      opening = item.opening
      last = item.index
      if (item.index > (wanted[at] as number)) break
      if (item.index === wanted[at]) {
        yield item
        at += 1
        retrying = false
      }
      const next = wanted[at]
      if (next === undefined) return
      if (retrying || !table || next - item.index <= WORTH_A_SEEK) continue
      points ??= await seekPoints(path, opening, table, signal)
      jump = pointBefore(points, next)
      if (jump && jump.index - item.index > WORTH_A_SEEK) break
      jump = null
    }
    if (!jump && !start) throw new RangeError(`Frame ${wanted[at]} cannot be decoded; the last one is ${last}`)
    retrying = jump === null
    start = jump ?? pointBefore(points ?? [], (start as SeekPoint).index - 1)
  }
}

async function* framesFrom(
  path: string,
  start: SeekPoint | null,
  opening: Opening | null,
  { table, signal, threads }: How,
): AsyncGenerator<IndexedFrame> {
  const source = await openVideoSource(path, threads)
  try {
    if (!start || !opening || !table) yield* framesFromStart(source, signal)
    else if (await source.seek(start.pts)) yield* framesAfterSeek(source, opening, table, signal)
  } finally {
    await source.close()
  }
}
