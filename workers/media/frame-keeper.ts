import type { AVPixelFormat } from 'node-av/constants'
import { avImageGetBufferSize, type Frame } from 'node-av/lib'
import type { FrameTable } from '@/lib/domain/media'
import { framesFromStart, type IndexedFrame } from './indexed-frames'
import { openVideoSource } from './video-source'

/** Decoders align lines, in pictures that extend beyond their edges. */
const LINE_ALIGNMENT = 64
const EDGES = 64
/** What else of the process may grow while a clip is read: an engine's first batches. */
const OTHER_BYTES = 256 * 2 ** 20

type KeptClip = {
  path: string
  kept: IndexedFrame[]
  /** Reads one frame more. False when there is none, or none that may be kept. */
  readOn(): Promise<boolean>
  close(): Promise<void>
}

/**
 * Remembers the decoded frames of the clip that was read last, so that a second round does not decode them
 * again. For one reader at a time.
 */
export class FrameKeeper {
  #clip: KeptClip | null = null
  /** A clip that need not be opened here again. */
  #refused: string | null = null

  /**
   * The requested frames in order, read from the start and each valid until another clip is requested. Ends before the
   * first frame that it cannot give, because the clip has fewer or is too large to be kept.
   * @param wanted source indices, ascending
   * @param how `mostBytes` of decoded pictures: a clip that needs more is not kept at all
   * @throws RefusedError when the file cannot be opened
   * Source: docs/spec/frames.md [FR14] [FR18]
   */
  async *frames(
    path: string,
    wanted: readonly number[],
    {
      table,
      threads,
      mostBytes,
      signal,
    }: { table: FrameTable; threads: number; mostBytes: number; signal?: AbortSignal },
  ): AsyncGenerator<IndexedFrame> {
    if (this.#refused === path) return
    if (this.#clip?.path !== path) {
      await this.forget()
      this.#clip = await openClip(path, table.ptsUs.length, threads, mostBytes)
    }
    const clip = this.#clip
    for (const index of wanted) {
      while (clip.kept.length <= index) {
        signal?.throwIfAborted()
        if (await clip.readOn()) continue
        await this.forget()
        this.#refused = path
        return
      }
      yield clip.kept[index] as IndexedFrame
    }
  }

  /** Gives the memory back. */
  async forget(): Promise<void> {
    const clip = this.#clip
    this.#clip = null
    this.#refused = null
    await clip?.close()
  }
}

async function openClip(path: string, frames: number, threads: number, mostBytes: number): Promise<KeptClip> {
  const source = await openVideoSource(path, threads)
  const rest = framesFromStart(source)
  const kept: IndexedFrame[] = []
  let bytes = 0
  const most = process.memoryUsage.rss() + 2 * mostBytes + OTHER_BYTES
  return {
    path,
    kept,
    async readOn() {
      const { value, done } = await rest.next()
      if (done) return false
      const size = bytesOf(value.frame)
      bytes += size
      // The size of the first frame decides for nearly all clips; later pictures may still be larger, or cut from
      // larger ones.
      if (size <= 0 || bytes > mostBytes || (kept.length === 0 && size * frames > mostBytes)) return false
      if (process.memoryUsage.rss() > most) return false
      const frame = value.frame.clone()
      if (!frame) return false
      kept.push({ ...value, frame })
      return true
    },
    async close() {
      await rest.return(undefined)
      for (const { frame } of kept) frame.free()
      await source.close()
    },
  }
}

function bytesOf({ format, width, height }: Frame): number {
  return avImageGetBufferSize(format as AVPixelFormat, width + EDGES, height + EDGES, LINE_ALIGNMENT)
}
