import { type FrameTable, framePtsUs } from '@/lib/domain/media'
import { DECODER_THREADS } from './ffmpeg'
import { createPainter, type FrameSize, type Painter, type Picture } from './painter'
import { type Keeping, pickFrames } from './pick-frames'

/** `index` is the source index; `ptsUs` counts from the first frame. */
export type DecodedFrame = Picture & { index: number; ptsUs: number }

/**
 * The requested frames of a clip as upright 8-bit RGB with square pixels, one at a time.
 * @param wanted source indices, strictly ascending
 * @param size of the pictures, `native` for the display size
 * @param table from the probe; with it long gaps are crossed by seeking, without it everything before is decoded
 * @param how `threads` of the decoder: one is best where other work keeps every core busy; `keeping` remembers what is
 * decoded
 * @throws RangeError for indices out of order or beyond the clip, RefusedError when the file cannot be opened
 * Source: docs/spec/frames.md [FR12] [FR13] [FR14] [FR18]
 */
export async function* decodeFrames(
  path: string,
  wanted: readonly number[],
  size: FrameSize = 'native',
  signal?: AbortSignal,
  table?: FrameTable,
  { threads = DECODER_THREADS, keeping }: { threads?: number; keeping?: Keeping } = {},
): AsyncGenerator<DecodedFrame> {
  assertWanted(wanted, table)
  let painter: Painter | null = null
  try {
    for await (const { index, ptsUs, frame, opening } of pickFrames(path, wanted, {
      threads,
      ...(keeping && { keeping }),
      ...(table && { table }),
      ...(signal && { signal }),
    })) {
      painter ??= createPainter(opening, size)
      const picture = await painter.paint(frame)
      yield { index, ptsUs: table ? framePtsUs(table, index) : ptsUs, ...picture }
    }
  } finally {
    painter?.free()
  }
}

function assertWanted(wanted: readonly number[], table: FrameTable | undefined): void {
  for (const [place, index] of wanted.entries()) {
    if (!Number.isSafeInteger(index) || index < 0) throw new RangeError(`${index} is not a source index`)
    if (place > 0 && index <= (wanted[place - 1] as number)) {
      throw new RangeError(`Requested frames must ascend: ${index} comes after ${wanted[place - 1]}`)
    }
    if (table) framePtsUs(table, index)
  }
}
