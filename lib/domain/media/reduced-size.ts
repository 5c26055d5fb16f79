import { fitInside, type Size } from './display-size'

/** From here on decoding and painting a frame takes longer than a display frame on a laptop (4K: 30 ms and more each). */
const SLOW_PIXELS = 3_000_000
/** Longer side of a reduced copy: no panel of two side by side shows more on a screen of up to 4K. */
export const REDUCED_SIDE = 1920

/** A minute at 30 frames a second: making the copy of a longer clip would hold up its import, and the reader's time runs out. */
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
