import { darker, lighter } from './colour'
import { moreThings } from './more-objects'
import type { Pen } from './pen'
import { at, dense, ellipse } from './shapes'
import type { Thing } from './thing'
import type { ObjectKind, Point } from './types'

export const OBJECT_ASPECT: Record<ObjectKind, number> = {
  cup: 1,
  bottle: 0.36,
  ball: 1,
  chair: 0.62,
  bicycle: 1.6,
  lamp: 0.6,
  vase: 0.66,
  crate: 1,
  plant: 0.9,
  umbrella: 1.1,
  guitar: 0.42,
  kettle: 1.2,
}

/** Draws the thing standing on its base. */
export function drawThing(pen: Pen, thing: Thing): void {
  const { base, height: h, colour, second } = thing
  const [cos, sin] = [Math.cos(thing.lean), Math.sin(thing.lean)]
  const p = (x: number, y: number): Point => ({
    x: base.x + (x * cos + y * sin) * h,
    y: base.y - (y * cos - x * sin) * h,
  })
  const block = (corners: readonly (readonly [number, number])[], fill: string): void =>
    pen.poly(dense(corners.map(([x, y]) => p(x, y))), fill)
  const draw: Record<ObjectKind, () => void> = {
    ...moreThings({ pen, thing, p, block }),
    cup() {
      pen.tube(
        [p(0.34, 0.75), p(0.6, 0.7), p(0.58, 0.36), p(0.3, 0.26)],
        [0.1 * h, 0.1 * h, 0.1 * h, 0.1 * h],
        darker(colour, 0.12),
      )
      block(
        [
          [-0.4, 0.96],
          [0.4, 0.96],
          [0.36, 0.3],
          [0.24, 0],
          [-0.24, 0],
          [-0.36, 0.3],
        ],
        colour,
      )
      pen.poly(ellipse(p(0, 0.95), 0.4 * h, 0.1 * h), lighter(colour, 0.3))
      pen.poly(ellipse(p(0, 0.93), 0.33 * h, 0.07 * h), '#4a2c1c', { plain: true })
      block(
        [
          [-0.38, 0.62],
          [0.38, 0.62],
          [0.365, 0.46],
          [-0.365, 0.46],
        ],
        second,
      )
    },
    bottle() {
      block(
        [
          [-0.17, 0],
          [0.17, 0],
          [0.18, 0.56],
          [0.07, 0.74],
          [0.065, 0.94],
          [-0.065, 0.94],
          [-0.07, 0.74],
          [-0.18, 0.56],
        ],
        colour,
      )
      block(
        [
          [-0.178, 0.16],
          [0.178, 0.16],
          [0.178, 0.44],
          [-0.178, 0.44],
        ],
        second,
      )
      block(
        [
          [-0.075, 0.9],
          [0.075, 0.9],
          [0.075, 1],
          [-0.075, 1],
        ],
        darker(second, 0.3),
      )
      pen.tube([p(-0.1, 0.1), p(-0.1, 0.54)], [0.03 * h, 0.03 * h], '#ffffff', { plain: true, opacity: 0.4 })
    },
    ball() {
      const centre = p(0, 0.5)
      pen.poly(ellipse(centre, 0.5 * h, 0.5 * h), colour)
      for (const quarter of [0, 1, 2, 3]) {
        const from = thing.spin + (quarter * Math.PI) / 2
        const arc = Array.from({ length: 8 }, (_, step) => at(centre, from + (step / 7) * 0.75, 0.48 * h))
        pen.poly(dense([centre, ...arc]), second, { plain: true })
      }
      pen.poly(ellipse(p(-0.17, 0.7), 0.12 * h, 0.08 * h, -0.6), '#ffffff', { plain: true, opacity: 0.5 })
    },
    chair() {
      for (const x of [-0.2, 0.3])
        block(
          [
            [x - 0.03, 0],
            [x + 0.03, 0],
            [x + 0.04, 0.45],
            [x - 0.04, 0.45],
          ],
          darker(colour, 0.3),
        )
      for (const x of [-0.28, 0.22])
        block(
          [
            [x - 0.035, 0],
            [x + 0.035, 0],
            [x + 0.04, 0.46],
            [x - 0.04, 0.46],
          ],
          darker(colour, 0.08),
        )
      for (const x of [-0.29, -0.17])
        block(
          [
            [x - 0.03, 0.45],
            [x + 0.03, 0.45],
            [x, 1],
            [x - 0.05, 1],
          ],
          colour,
        )
      for (const y of [0.6, 0.75, 0.9])
        block(
          [
            [-0.32, y],
            [-0.14, y],
            [-0.15, y + 0.08],
            [-0.34, y + 0.08],
          ],
          second,
        )
      block(
        [
          [-0.33, 0.43],
          [0.27, 0.43],
          [0.36, 0.53],
          [-0.24, 0.53],
        ],
        colour,
      )
    },
    bicycle() {
      for (const x of [-0.5, 0.5]) {
        const hub = p(x, 0.31)
        const rim = ellipse(hub, 0.31 * h, 0.31 * h)
        pen.tube([...rim, rim[0] as Point, rim[1] as Point], new Array(rim.length + 2).fill(0.055 * h), '#2c2f36')
        for (let spoke = 0; spoke < 5; spoke += 1) {
          const turn = thing.spin + (spoke * Math.PI) / 5
          pen.tube([at(hub, turn, 0.29 * h), hub, at(hub, turn, -0.29 * h)], [1, 1, 1], '#aeb4bf', { plain: true })
        }
      }
      const bars: (readonly [Point, Point])[] = [
        [p(-0.5, 0.31), p(-0.05, 0.3)],
        [p(-0.5, 0.31), p(-0.17, 0.72)],
        [p(-0.05, 0.3), p(-0.2, 0.82)],
        [p(-0.05, 0.3), p(0.34, 0.74)],
        [p(-0.17, 0.72), p(0.34, 0.74)],
        [p(0.5, 0.31), p(0.3, 0.95)],
      ]
      for (const [a, b] of bars) pen.tube([a, b], [0.055 * h, 0.055 * h], colour)
      pen.tube([p(-0.32, 0.85), p(-0.06, 0.84)], [0.1 * h, 0.06 * h], second)
      pen.tube([p(0.2, 0.98), p(0.3, 0.96), p(0.4, 0.9)], [0.05 * h, 0.06 * h, 0.05 * h], second)
    },
    lamp() {
      pen.poly(ellipse(p(0, 0.04), 0.22 * h, 0.05 * h), darker(colour, 0.3))
      block(
        [
          [-0.03, 0.04],
          [0.03, 0.04],
          [0.025, 0.66],
          [-0.025, 0.66],
        ],
        colour,
      )
      block(
        [
          [-0.3, 0.62],
          [0.3, 0.62],
          [0.17, 1],
          [-0.17, 1],
        ],
        second,
      )
      block(
        [
          [-0.3, 0.62],
          [0.3, 0.62],
          [0.29, 0.66],
          [-0.29, 0.66],
        ],
        lighter(second, 0.45),
      )
    },
    vase() {
      for (const [x, y] of [
        [-0.24, 1.12],
        [0, 1.25],
        [0.22, 1.1],
      ] as const) {
        pen.tube([p(0, 0.6), p(x * 0.6, 0.9), p(x, y)], [0.035 * h, 0.03 * h, 0.03 * h], '#4f7d4a')
        for (let petal = 0; petal < 5; petal += 1)
          pen.disc(at(p(x, y), petal * 1.26, 0.075 * h), 0.07 * h, 0.07 * h, second, { plain: true })
        pen.disc(p(x, y), 0.05 * h, 0.05 * h, '#f4c95d', { plain: true })
      }
      block(
        [
          [-0.17, 0],
          [0.17, 0],
          [0.32, 0.24],
          [0.3, 0.42],
          [0.12, 0.6],
          [0.17, 0.7],
          [-0.17, 0.7],
          [-0.12, 0.6],
          [-0.3, 0.42],
          [-0.32, 0.24],
        ],
        colour,
      )
      block(
        [
          [-0.325, 0.27],
          [0.325, 0.27],
          [0.31, 0.38],
          [-0.31, 0.38],
        ],
        lighter(colour, 0.35),
      )
    },
    crate() {
      block(
        [
          [-0.5, 0],
          [0.5, 0],
          [0.5, 1],
          [-0.5, 1],
        ],
        colour,
      )
      for (const y of [0.04, 0.37, 0.7])
        block(
          [
            [-0.46, y],
            [0.46, y],
            [0.46, y + 0.26],
            [-0.46, y + 0.26],
          ],
          lighter(colour, 0.14),
        )
      block(
        [
          [-0.46, 0.04],
          [-0.34, 0.04],
          [0.46, 0.96],
          [0.34, 0.96],
        ],
        second,
      )
    },
  }
  draw[thing.kind]()
}
