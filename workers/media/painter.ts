import type { Frame, Rational } from 'node-av/lib'
import { displaySize, fitInside, type Size } from '@/lib/domain/media'
import { frameFacts, type Orientation, orientRgb, sourceGeometry } from './orientation'
import { createRgbConverter } from './rgb-converter'
import type { VideoSource } from './video-source'

/**
 * Size of the pictures that a decode gives, in display orientation. `native` is the display size;
 * `stretch` fills the size, `letterbox` fits into it centred on black, `inside` fits without bars and never enlarges.
 */
export type FrameSize = 'native' | { width: number; height: number; fit: 'stretch' | 'letterbox' | 'inside' }

/** `picture` is scaled to, then centred in `canvas`. */
function layoutOf(display: Size, size: FrameSize): { picture: Size; canvas: Size } {
  if (size === 'native') return { picture: display, canvas: display }
  const canvas = { width: size.width, height: size.height }
  switch (size.fit) {
    case 'stretch':
      return { picture: canvas, canvas }
    case 'inside': {
      const picture = fitInside(display, canvas)
      return { picture, canvas: picture }
    }
    case 'letterbox': {
      const scale = Math.min(canvas.width / display.width, canvas.height / display.height)
      const width = Math.max(1, Math.round(display.width * scale))
      return { picture: { width, height: Math.max(1, Math.round(display.height * scale)) }, canvas }
    }
  }
}

/** Centres packed RGB24 pixels on a black canvas; the input itself when it fills it. */
function centreRgb(data: Uint8Array, picture: Size, canvas: Size): Uint8Array {
  if (picture.width === canvas.width && picture.height === canvas.height) return data
  const out = new Uint8Array(canvas.width * canvas.height * 3)
  const left = Math.floor((canvas.width - picture.width) / 2)
  const top = Math.floor((canvas.height - picture.height) / 2)
  for (let row = 0; row < picture.height; row += 1) {
    const line = data.subarray(row * picture.width * 3, (row + 1) * picture.width * 3)
    out.set(line, ((top + row) * canvas.width + left) * 3)
  }
  return out
}

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
