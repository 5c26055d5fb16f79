import type { Rng } from '@/lib/domain/shared'
import { mix } from './colour'
import { pick, range, type Stage } from './stage'
import type { Point } from './types'

/** The ground the scenery is drawn on, with room for the camera beyond the frame. */
export type Place = {
  stage: Stage
  rng: Rng
  scroll: number
  left: number
  right: number
  ground: number
  floor: number
}

export function ridge(place: Place, base: number, tall: number, rough: number, depth: number, colour: string): void {
  const { stage, rng, left, right, floor } = place
  const phases = [rng.next() * 6, rng.next() * 6, rng.next() * 6]
  const STEPS = 36
  const line: Point[] = Array.from({ length: STEPS + 1 }, (_, index) => {
    const x = left + ((right - left) * index) / STEPS
    const u = (x + place.scroll * depth) / 360
    const wave =
      Math.sin(u * 2.1 + (phases[0] as number)) * 0.5 +
      Math.sin(u * 4.7 + (phases[1] as number)) * 0.3 * rough +
      Math.abs(Math.sin(u * 7.3 + (phases[2] as number))) * 0.4 * rough
    return { x, y: base - tall * (0.5 + 0.5 * wave) }
  })
  stage.pen.poly([...line, { x: right, y: floor }, { x: left, y: floor }], colour, { plain: true })
}

export function band(place: Place, top: number, colour: string): void {
  const { stage, left, right, floor } = place
  stage.pen.poly(
    [
      { x: left, y: top },
      { x: right, y: top },
      { x: right, y: floor },
      { x: left, y: floor },
    ],
    colour,
    { plain: true },
  )
}

/** Repeats `draw` along the ground at the given depth (1 moves with the ground, 0 stands still). */
export function along(place: Place, spacing: number, depth: number, draw: (x: number, rng: Rng) => void): void {
  const offset = place.rng.next() * spacing
  const shift = place.scroll * depth
  const first = Math.floor((place.left - 80 - offset + shift) / spacing)
  const last = Math.ceil((place.right + 80 - offset + shift) / spacing)
  for (let index = first; index <= last; index += 1) {
    const own = place.stage.look(`along:${spacing}:${depth}:${index}`)
    draw(index * spacing + offset - shift + (own.next() - 0.5) * spacing * 0.5, own)
  }
}

export function clouds(place: Place, colour: string): void {
  along(place, 210, 0.12, (x, rng) => {
    const y = range(rng, 0.1, 0.3) * place.stage.height
    const s = range(rng, 0.7, 1.2)
    for (const [dx, dy, r] of [
      [-28, 4, 16],
      [-6, -5, 23],
      [20, 0, 19],
      [40, 6, 12],
    ] as const) {
      place.stage.pen.disc({ x: x + dx * s, y: y + dy * s }, r * s * 1.15, r * s * 0.8, colour, {
        plain: true,
        opacity: 0.85,
      })
    }
  })
}

export function tree(place: Place, x: number, rng: Rng, leaves: readonly string[]): void {
  const { pen } = place.stage
  const s = range(rng, 0.75, 1.2)
  const base = place.ground + 6
  pen.tube(
    [
      { x, y: base },
      { x: x + 3, y: base - 70 * s },
    ],
    [13 * s, 7 * s],
    '#6d4c3a',
  )
  const colour = pick(leaves, rng)
  for (const [dx, dy, r] of [
    [-22, -78, 26],
    [20, -82, 27],
    [0, -108, 30],
    [2, -74, 24],
  ] as const) {
    pen.disc({ x: x + dx * s, y: base + dy * s }, r * s, r * s * 0.92, mix(colour, '#fff1c0', 0.12 * rng.next()))
  }
}

export function pine(place: Place, x: number, rng: Rng): void {
  const { pen } = place.stage
  const s = range(rng, 0.7, 1.2)
  const base = place.ground + 5
  pen.tube(
    [
      { x, y: base },
      { x, y: base - 26 * s },
    ],
    [8 * s, 7 * s],
    '#5b4638',
  )
  for (const [y, w] of [
    [18, 34],
    [42, 27],
    [66, 19],
  ] as const) {
    pen.poly(
      [
        { x: x - w * s, y: base - y * s },
        { x: x + w * s, y: base - y * s },
        { x, y: base - (y + 44) * s },
      ],
      '#46705f',
    )
    pen.poly(
      [
        { x: x - w * 0.4 * s, y: base - (y + 26) * s },
        { x: x + w * 0.4 * s, y: base - (y + 26) * s },
        { x, y: base - (y + 44) * s },
      ],
      '#eef4fa',
      { plain: true },
    )
  }
}
