/** Bits of the source index drawn into every frame, least first. */
const BITS = 10
const CELL = 24
const SIZE = { width: 832, height: 480 }

export const PATTERN = { bits: BITS, cell: CELL, ...SIZE }

/** An RGB24 frame that says its own index in black and white cells, over a moving gradient that gives the encoder work. */
export function drawIndex(index: number): Uint8Array {
  const { width, height } = SIZE
  const pixels = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3
      const bit = Math.floor(x / CELL)
      if (y < CELL && bit < BITS) pixels.fill((index >> bit) & 1 ? 235 : 20, at, at + 3)
      else {
        pixels[at] = (x + index * 3) & 255
        pixels[at + 1] = (y + index * 5) & 255
        pixels[at + 2] = (x + y) & 255
      }
    }
  }
  return pixels
}
