/** Pixels of one frame. What is held may be a decoder's own planes; `image` is what a canvas paints. */
export type Picture = {
  readonly width: number
  readonly height: number
  /** What it holds now. */
  bytes: () => number
  image: () => ImageBitmap | VideoFrame
  /** Converts the pixels ahead of painting where that takes long. */
  prepare: () => Promise<void>
  /** Gives up what `prepare` made. */
  relax: () => void
  close: () => void
}

/** From here on painting a decoder's planes takes longer than a display frame (4K: 30 ms in software). */
const SLOW_PIXELS = 3_000_000

/** Whether painting it from planes takes too long for a step. */
export function isSlow({ width, height }: Pick<Picture, 'width' | 'height'>): boolean {
  return width * height >= SLOW_PIXELS
}

export function bitmapPicture(bitmap: ImageBitmap): Picture {
  const { width, height } = bitmap
  return {
    width,
    height,
    bytes: () => width * height * 4,
    image: () => bitmap,
    prepare: async () => undefined,
    relax: () => undefined,
    close: () => bitmap.close(),
  }
}

/** Keeps the planes as decoded: 4:2:0 takes 3/8 of the memory of RGBA, so that the window holds more frames. */
export function framePicture(frame: VideoFrame): Picture {
  const { displayWidth: width, displayHeight: height } = frame
  const planes = frame.format ? frame.allocationSize() : width * height * 4
  let ready: ImageBitmap | null = null
  let closed = false
  let wanted = false
  return {
    width,
    height,
    bytes: () => planes + (ready ? width * height * 4 : 0),
    image: () => ready ?? frame,
    async prepare() {
      if (wanted || closed || !isSlow({ width, height })) return
      wanted = true
      const bitmap = await createImageBitmap(frame).catch(() => null)
      if (bitmap && wanted && !closed) ready = bitmap
      else bitmap?.close()
    },
    relax() {
      wanted = false
      ready?.close()
      ready = null
    },
    close() {
      closed = true
      ready?.close()
      frame.close()
    },
  }
}
