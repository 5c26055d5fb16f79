import sharp from 'sharp'
import { applyEffects } from './pixels'
import { renderFrame } from './render-frame'
import type { ClipSpec, PixelEffect } from './types'

/** The frame's pixels: RGB, row-major, `spec.width` × `spec.height` × 3 bytes. */
export async function renderFrameRgb(spec: ClipSpec, index: number): Promise<Uint8Array> {
  const { svg, effects } = renderFrame(spec, index)
  return rasterise(svg, effects, spec.width, spec.height)
}

export async function rasterise(
  svg: string,
  effects: readonly PixelEffect[],
  width: number,
  height: number,
): Promise<Uint8Array> {
  const raw = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer()
  const data = new Uint8Array(raw.buffer, raw.byteOffset, raw.length)
  applyEffects({ data, width, height }, effects)
  return data
}
