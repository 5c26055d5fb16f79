import type { Point } from './types'

export function at(origin: Point, angle: number, length: number, facing = 1): Point {
  return { x: origin.x + Math.sin(angle) * length * facing, y: origin.y + Math.cos(angle) * length }
}

export function between(a: Point, b: Point, share: number): Point {
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share }
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y)
}

/** The elbow or knee of a two-part limb that reaches from `from` towards `to`. */
export function bend(from: Point, to: Point, upper: number, lower: number, side: 1 | -1): { joint: Point; end: Point } {
  const reach = Math.min(Math.max(distance(from, to), Math.abs(upper - lower) + 0.01), upper + lower - 0.01)
  const direction = Math.atan2(to.y - from.y, to.x - from.x)
  const inner = Math.acos((upper * upper + reach * reach - lower * lower) / (2 * upper * reach))
  const angle = direction + side * inner
  return {
    joint: { x: from.x + Math.cos(angle) * upper, y: from.y + Math.sin(angle) * upper },
    end: { x: from.x + Math.cos(direction) * reach, y: from.y + Math.sin(direction) * reach },
  }
}

/** The point at `share` (0–1) of a spine, all its parts counted alike long. */
export function along(spine: readonly Point[], share: number): Point {
  const scaled = share * (spine.length - 1)
  const part = Math.min(spine.length - 2, Math.floor(scaled))
  return between(spine[part] as Point, spine[part + 1] as Point, scaled - part)
}

/** Points of an ellipse, `turn` in radians. */
export function ellipse(centre: Point, rx: number, ry: number, turn = 0, steps = 28): Point[] {
  return Array.from({ length: steps }, (_, index) => {
    const angle = (index / steps) * Math.PI * 2
    const x = Math.cos(angle) * rx
    const y = Math.sin(angle) * ry
    return {
      x: centre.x + x * Math.cos(turn) - y * Math.sin(turn),
      y: centre.y + x * Math.sin(turn) + y * Math.cos(turn),
    }
  })
}

/** A polygon with extra points on its edges, so that a warp bends it smoothly. */
export function dense(points: readonly Point[], step = 6): Point[] {
  return points.flatMap((point, index) => {
    const next = points[(index + 1) % points.length] as Point
    const parts = Math.max(1, Math.min(24, Math.ceil(distance(point, next) / step)))
    return Array.from({ length: parts }, (_, part) => between(point, next, part / parts))
  })
}

/** Catmull–Rom samples through the given points; the third value rides along (a width). */
function smooth(spine: readonly Point[], widths: readonly number[]): { point: Point; width: number }[] {
  const PARTS = 5
  const pick = (index: number): Point => spine[Math.max(0, Math.min(spine.length - 1, index))] as Point
  const samples: { point: Point; width: number }[] = []
  for (let index = 0; index < spine.length - 1; index += 1) {
    const [p0, p1, p2, p3] = [pick(index - 1), pick(index), pick(index + 1), pick(index + 2)]
    const parts = index === spine.length - 2 ? PARTS + 1 : PARTS
    for (let part = 0; part < parts; part += 1) {
      const u = part / PARTS
      const blend = (a: number, b: number, c: number, d: number): number =>
        0.5 * (2 * b + (c - a) * u + (2 * a - 5 * b + 4 * c - d) * u * u + (3 * b - a - 3 * c + d) * u * u * u)
      const from = widths[index] ?? 1
      const to = widths[index + 1] ?? from
      samples.push({
        point: { x: blend(p0.x, p1.x, p2.x, p3.x), y: blend(p0.y, p1.y, p2.y, p3.y) },
        width: from + (to - from) * u,
      })
    }
  }
  return samples
}

/** Outline of a round-ended tube of varying width along a smoothed spine (at least two points). */
export function tubeOutline(spine: readonly Point[], widths: readonly number[]): Point[] {
  const samples = smooth(spine, widths)
  const left: Point[] = []
  const right: Point[] = []
  samples.forEach(({ point, width }, index) => {
    const before = samples[Math.max(0, index - 1)]?.point ?? point
    const after = samples[Math.min(samples.length - 1, index + 1)]?.point ?? point
    const angle = Math.atan2(after.y - before.y, after.x - before.x)
    const half = width / 2
    left.push({ x: point.x + Math.sin(angle) * half, y: point.y - Math.cos(angle) * half })
    right.push({ x: point.x - Math.sin(angle) * half, y: point.y + Math.cos(angle) * half })
    const end = index === 0 ? 1 : index === samples.length - 1 ? -1 : 0
    if (end === 0) return
    const cap = Array.from({ length: 4 }, (_, step) => {
      const turn = angle + (end === 1 ? Math.PI / 2 : -Math.PI / 2) + ((step + 1) * Math.PI) / 5
      return { x: point.x + Math.cos(turn) * half, y: point.y + Math.sin(turn) * half }
    })
    if (end === 1) right.unshift(...cap.reverse())
    else left.push(...cap)
  })
  return [...left, ...right.reverse()]
}

/** The part of a polygon on the side of the line through `through` where `normal` points (Sutherland–Hodgman). */
export function halfOf(points: readonly Point[], through: Point, normal: Point): Point[] {
  const height = (p: Point): number => (p.x - through.x) * normal.x + (p.y - through.y) * normal.y
  return points.flatMap((point, index) => {
    const next = points[(index + 1) % points.length] as Point
    const [a, b] = [height(point), height(next)]
    const kept = a >= 0 ? [point] : []
    return a >= 0 === b >= 0 ? kept : [...kept, between(point, next, a / (a - b))]
  })
}
