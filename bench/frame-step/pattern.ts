/** Bits of the source index drawn into every frame, least first. */
const BITS = 8
const DARK = 20
const BRIGHT = 235

export const PATTERN = { bits: BITS }

/**
 * An RGB24 frame that says its own index: eight black or white blocks along its upper half, over a moving texture that
 * gives the encoder work. It is read back at any size, since it is drawn in parts of the frame.
 */
export function drawIndex(index: number, width: number, height: number): Uint8Array {
  const pixels = new Uint8Array(width * height * 3)
  const half = Math.floor(height / 2)
  const row = new Uint8Array(width * 3)
  for (let x = 0; x < width; x++)
    row.fill((index >> Math.floor((x * BITS) / width)) & 1 ? BRIGHT : DARK, x * 3, x * 3 + 3)
  for (let y = 0; y < half; y++) pixels.set(row, y * width * 3)
  for (let y = half; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3
      pixels[at] = (x + index * 3) & 255
      pixels[at + 1] = (y + index * 5) & 255
      pixels[at + 2] = (x + y) & 255
    }
  }
  return pixels
}

/** Turns an upright picture back, so that rotation metadata of 90 degrees clockwise shows it upright again. */
export function turnedBack(upright: Uint8Array, width: number, height: number): Uint8Array {
  const turned = new Uint8Array(upright.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 3
      // What stands at (x, y) upright was coded at (y, width − 1 − x).
      const to = ((width - 1 - x) * height + y) * 3
      turned.set(upright.subarray(from, from + 3), to)
    }
  }
  return turned
}
