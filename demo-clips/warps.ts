import type { Rng } from '@/lib/domain/shared'
import { darker } from './colour'
import type { Pen } from './pen'
import { along, distance } from './shapes'
import { range } from './stage'
import type { Point } from './types'

type Reshape = (points: readonly Point[]) => Point[]

/** Lets a thing sag, spread and lean like wax; `base` is the middle of its underside. */
export function collapse(base: Point, height: number, amount: number, rng: Rng): Reshape {
  const lean = (rng.next() < 0.5 ? -1 : 1) * (0.25 + 0.35 * rng.next()) * amount
  const phase = rng.next() * 6.28
  const waves = 4 + rng.next() * 4
  return (points) =>
    points.map((point) => {
      const up = (base.y - point.y) / height
      const x = (point.x - base.x) / height
      const sag = 1 - amount * (0.42 + 0.2 * Math.sin(x * 5 + phase))
      const spread = 1 + amount * 0.75 * Math.max(0, 1 - up)
      return {
        x: base.x + height * (x * spread + lean * up * up + 0.17 * amount * Math.sin(up * waves + phase)),
        y: base.y - height * up * sag,
      }
    })
}

/** Twists and pinches everything around the line from `low` to `high`. */
export function wring(low: Point, high: Point, amount: number, rng: Rng): Reshape {
  const length = distance(low, high)
  const axis = { x: (high.x - low.x) / length, y: (high.y - low.y) / length }
  const phase = rng.next() * 6.28
  const side = rng.next() < 0.5 ? -1 : 1
  const waves = 3.5 + rng.next() * 3
  return (points) =>
    points.map((point) => {
      const along = ((point.x - low.x) * axis.x + (point.y - low.y) * axis.y) / length
      const across = (point.x - low.x) * -axis.y + (point.y - low.y) * axis.x
      const inside = Math.max(0, Math.min(1, along))
      const middle = Math.sin(inside * Math.PI)
      const width = 1 + amount * (0.75 * Math.sin(along * waves + phase) - 0.15)
      const shift = side * amount * length * 0.34 * middle
      const delta = across * (width - 1) * (0.35 + 0.65 * middle) + shift
      return { x: point.x - axis.y * delta, y: point.y + axis.x * delta }
    })
}

/** Lets the outline of a head run; nothing moves where `amount` is small. */
export function melt(centre: Point, radius: number, amount: number, rng: Rng): Reshape {
  const phase = rng.next() * 6.28
  const waves = 2 + rng.int(3)
  const reach = Math.max(0, amount - 0.35) * 0.62
  return (points) =>
    points.map((point) => {
      const [x, y] = [point.x - centre.x, point.y - centre.y]
      const grown = 1 + reach * Math.sin(Math.atan2(y, x) * waves + phase) * Math.min(1, Math.hypot(x, y) / radius)
      return { x: centre.x + x * grown, y: centre.y + y * grown }
    })
}

/** A limb that forgot its bones: its spine waves and its girth swells and thins. */
export function noodle(
  spine: readonly Point[],
  widths: readonly number[],
  amount: number,
  rng: Rng,
): { spine: Point[]; widths: number[] } {
  const from = spine[0] as Point
  const to = spine[spine.length - 1] as Point
  const length = spine.slice(1).reduce((total, point, index) => total + distance(spine[index] as Point, point), 0)
  const PARTS = 8
  const phase = rng.next() < 0.5 ? 0 : Math.PI
  const waves = 1.5 + rng.next() * 1.2
  const stretch = 1 + amount * (rng.next() * 0.5)
  const direction = Math.atan2(to.y - from.y, to.x - from.x)
  const points = Array.from({ length: PARTS + 1 }, (_, index) => {
    const share = index / PARTS
    const wave = Math.sin(share * Math.PI * waves + phase) * length * 0.4 * amount * Math.min(1, share * 2.5)
    const straight = along(spine, share)
    return {
      x: from.x + (straight.x - from.x) * stretch - Math.sin(direction) * wave,
      y: from.y + (straight.y - from.y) * stretch + Math.cos(direction) * wave,
    }
  })
  const thick = widths[0] ?? 8
  const thin = widths[widths.length - 1] ?? thick
  const swell = points.map((_, index) => {
    const share = index / PARTS
    const plain = thick + (thin - thick) * share
    return plain * (1 + amount * 0.9 * Math.sin(share * 9 + phase + 1))
  })
  return { spine: points, widths: swell.map((width) => Math.max(2, width)) }
}

const SCRAPS = 9

/** Scraps of a limb that thin out from the start of `spine` to its end, as a generated limb fades instead of ending. */
export function drawDissolving(pen: Pen, spine: readonly Point[], width: number, colour: string, rng: Rng): void {
  for (let scrap = 0; scrap < SCRAPS; scrap += 1) {
    const share = (scrap + 0.3 * rng.next()) / SCRAPS
    const middle = along(spine, share)
    const stray = width * (0.15 + 0.5 * share)
    const place = { x: middle.x + range(rng, -stray, stray), y: middle.y + range(rng, -stray, stray) }
    const size = width * (0.5 - 0.34 * share) * range(rng, 0.6, 1.15)
    pen.disc(place, size, size * range(rng, 0.5, 0.9), darker(colour, 0.2 * rng.next()), {
      plain: true,
      opacity: Math.round((0.85 - 0.5 * share) * 100) / 100,
      turn: rng.next() * Math.PI,
    })
  }
}
