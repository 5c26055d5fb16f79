import { type Box, clampBox } from '@/lib/domain/shared'
import { rasterise } from './rasterise'
import { renderFrame } from './render-frame'
import type { ClipSpec, TruthLabel } from './types'

/** Longer side of the picture on which it is decided what can be seen: the input of the default model. */
export const SEEN_SIDE = 320
/** Of 255, in any channel: what the eye tells from its surroundings. */
const CHANGED = 22
/** Share of the picture that must change for a distortion to be noticed: of 640 × 360 pixels a patch of 43 × 43. */
const LEAST_SHARE = 0.008
/** Rows and columns with fewer changed pixels do not widen a box. */
const LEAST_IN_LINE = 2

type Small = { data: Uint8Array; width: number; height: number }

/**
 * What of a frame's distortions can be seen, each against the same frame without it.
 * @returns the clip without the distortions that nobody could see on this frame, and the boxes of what they changed
 */
export async function seenTruth(spec: ClipSpec, index: number): Promise<{ spec: ClipSpec; labels: TruthLabel[] }> {
  const planted = renderFrame(spec, index).truth.labels
  if (planted.length === 0) return { spec: { ...spec, distortions: [] }, labels: [] }
  const whole = await drawSmall(spec, index)
  const labels: TruthLabel[] = []
  for (const { key, box } of planted) {
    const others = spec.distortions.filter((fault) => fault.key !== key)
    const without = await drawSmall({ ...spec, distortions: others }, index)
    const seen = changedBox(whole, without, box)
    if (seen) labels.push({ key, box: seen })
  }
  const seen = new Set(labels.map(({ key }) => key))
  return { spec: { ...spec, distortions: spec.distortions.filter(({ key }) => seen.has(key)) }, labels }
}

async function drawSmall(spec: ClipSpec, index: number): Promise<Small> {
  const scale = SEEN_SIDE / Math.max(spec.width, spec.height)
  const [width, height] = [Math.round(spec.width * scale), Math.round(spec.height * scale)]
  const { svg, effects } = renderFrame({ ...spec, width, height }, index)
  // Grain is the same in both pictures and would only blunt the comparison.
  const smooth = effects.filter(({ kind }) => kind !== 'grain')
  return { data: await rasterise(svg, smooth, width, height), width, height }
}

/** Bounds of the pixels that differ within `box`; null when they are too few to be seen. */
function changedBox(a: Small, b: Small, box: Box): Box | null {
  const { width, height } = a
  const [left, top] = [Math.floor(box.x * width), Math.floor(box.y * height)]
  const [right, bottom] = [Math.ceil((box.x + box.w) * width), Math.ceil((box.y + box.h) * height)]
  const columns = new Array<number>(width).fill(0)
  const rows = new Array<number>(height).fill(0)
  let changed = 0
  for (let y = top; y < Math.min(bottom, height); y += 1) {
    for (let x = left; x < Math.min(right, width); x += 1) {
      const at = (y * width + x) * 3
      const far = [0, 1, 2].some((c) => Math.abs((a.data[at + c] as number) - (b.data[at + c] as number)) > CHANGED)
      if (!far) continue
      changed += 1
      columns[x] = (columns[x] as number) + 1
      rows[y] = (rows[y] as number) + 1
    }
  }
  const wide = boundsOf(columns)
  const high = boundsOf(rows)
  if (changed < LEAST_SHARE * width * height || !wide || !high) return null
  return clampBox({
    x: wide.from / width,
    y: high.from / height,
    w: (wide.to - wide.from) / width,
    h: (high.to - high.from) / height,
  })
}

function boundsOf(counts: readonly number[]): { from: number; to: number } | null {
  const from = counts.findIndex((count) => count >= LEAST_IN_LINE)
  if (from < 0) return null
  return { from, to: counts.findLastIndex((count) => count >= LEAST_IN_LINE) + 1 }
}
