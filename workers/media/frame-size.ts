import { fitInside, type Size } from '@/lib/domain/media'

/**
 * Size of the pictures that a decode gives, in display orientation. `native` is the display size;
 * `stretch` fills the size, `letterbox` fits into it centred on black, `inside` fits without bars and never enlarges.
 */
export type FrameSize = 'native' | { width: number; height: number; fit: 'stretch' | 'letterbox' | 'inside' }

/** `picture` is scaled to, then centred in `canvas`. */
export function layoutOf(display: Size, size: FrameSize): { picture: Size; canvas: Size } {
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
export function centreRgb(data: Uint8Array, picture: Size, canvas: Size): Uint8Array {
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
