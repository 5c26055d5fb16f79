export type Rotation = 0 | 90 | 180 | 270
export type Size = { width: number; height: number }

/**
 * Size of the display frame: square pixels, then turned. The side that the sample aspect stretches grows, the other stays.
 * @param sampleAspect width of a pixel over its height, both > 0
 * Source: docs/spec/frames.md [FR12]
 */
export function displaySize(coded: Size, sampleAspect: { num: number; den: number }, rotation: Rotation): Size {
  const aspect = sampleAspect.num / sampleAspect.den
  const width = aspect > 1 ? Math.round(coded.width * aspect) : coded.width
  const height = aspect < 1 ? Math.round(coded.height / aspect) : coded.height
  return rotation === 90 || rotation === 270 ? { width: height, height: width } : { width, height }
}

/** Largest size of the same shape within `bounds`, never enlarged, each side ≥ 1. */
export function fitInside(size: Size, bounds: Size): Size {
  const scale = Math.min(1, bounds.width / size.width, bounds.height / size.height)
  return { width: Math.max(1, Math.round(size.width * scale)), height: Math.max(1, Math.round(size.height * scale)) }
}

/** Size of a proxy: within `longSide`, both sides even and ≥ 2. Source: docs/spec/frames.md [FR16] */
export function proxySize(display: Size, longSide: number): Size {
  const { width, height } = fitInside(display, { width: longSide, height: longSide })
  return { width: even(width), height: even(height) }
}

function even(value: number): number {
  return Math.max(2, value - (value % 2))
}

/** From here on decoding and painting a frame takes longer than a display frame on a laptop (4K: 30 ms and more each). */
const SLOW_PIXELS = 3_000_000
/** Longer side of a reduced copy: no panel of two side by side shows more on a screen of up to 4K. */
export const REDUCED_SIDE = 1920

/**
 * A minute at 30 frames a second: making the copy of a longer clip would delay its import, and the reader's time would
 * run out.
 */
const MOST_FRAMES = 1800

/** Whether a clip of this size and number of frames is stepped through in a reduced copy. Source: docs/spec/frames.md [FR17] */
export function needsReduced({ width, height }: Size, frames: number): boolean {
  return frames <= MOST_FRAMES && width * height >= SLOW_PIXELS && Math.max(width, height) > REDUCED_SIDE
}

/**
 * Whether a frame takes more of the screen's pixels than a copy has, so that its own pixels must be painted.
 * @param zoom 1 fits the frame into its panel
 * @param actual the zoom at which one pixel of the display frame is one of the screen's
 * Source: docs/spec/player.md [PL11]
 */
export function outgrows(display: Size, longSide: number, zoom: number, actual: number): boolean {
  const copy = fitInside(display, { width: longSide, height: longSide })
  return copy.width < display.width && (display.width * zoom) / actual > copy.width
}
