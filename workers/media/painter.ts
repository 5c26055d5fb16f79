import type { Frame } from 'node-av/lib'
import { centreRgb, type FrameSize, layoutOf } from './frame-size'
import type { Opening } from './opening'
import { orientRgb } from './orientation'
import { createRgbConverter } from './rgb-converter'

/** Packed RGB24, rows from the top. */
export type Picture = { width: number; height: number; data: Uint8Array }
export type Painter = { paint(frame: Frame): Promise<Picture>; free(): void }

/** Turns decoded frames into upright pictures of one size. Source: docs/spec/frames.md [FR12] [FR13] */
export function createPainter({ display, orientation }: Opening, size: FrameSize): Painter {
  const { picture, canvas } = layoutOf(display, size)
  const turned = orientation.rotation === 90 || orientation.rotation === 270
  const scaled = turned ? { width: picture.height, height: picture.width } : picture
  const converter = createRgbConverter(scaled, size === 'native' ? 'fine' : 'fast')
  return {
    async paint(frame) {
      const upright = orientRgb(await converter.convert(frame), scaled.width, scaled.height, orientation)
      return { ...canvas, data: centreRgb(upright, picture, canvas) }
    },
    free: converter.free,
  }
}
