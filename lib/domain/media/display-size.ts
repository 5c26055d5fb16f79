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
