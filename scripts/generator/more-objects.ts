import { darker, lighter } from './colour'
import type { Pen } from './pen'
import { at, dense, ellipse } from './shapes'
import type { Point } from './types'

type Bench = {
  pen: Pen
  thing: { height: number; colour: string; second: string }
  /** A place in the thing's own measure: heights from the middle of its underside. */
  p: (x: number, y: number) => Point
  block: (corners: readonly (readonly [number, number])[], fill: string) => void
}

/** Things whose whole shape is odd enough to be taken for a broken one. */
export function moreThings({ pen, thing, p, block }: Bench) {
  const { height: h, colour, second } = thing
  return {
    plant() {
      for (const [x, y, sway] of [
        [-0.42, 0.8, -0.1],
        [-0.2, 1, 0.12],
        [0.05, 1.1, -0.12],
        [0.27, 0.96, 0.14],
        [0.45, 0.74, 0.06],
      ] as const)
        pen.tube([p(0, 0.38), p(x * 0.4 + sway, 0.62), p(x * 0.8 - sway, 0.8), p(x, y)], [5, 9, 8, 2], '#4f7d4a')
      block(
        [
          [-0.2, 0],
          [0.2, 0],
          [0.28, 0.4],
          [-0.28, 0.4],
        ],
        colour,
      )
      block(
        [
          [-0.3, 0.36],
          [0.3, 0.36],
          [0.3, 0.44],
          [-0.3, 0.44],
        ],
        lighter(colour, 0.2),
      )
    },
    umbrella() {
      pen.tube([p(0, 0.8), p(0, 0.12), p(0.05, 0.02), p(0.12, 0.06)], [4, 4, 4, 4], darker(second, 0.4))
      const rim = [-0.55, -0.33, -0.11, 0.11, 0.33, 0.55].map((x, index) => p(x, index % 2 === 0 ? 0.6 : 0.66))
      const dome = Array.from({ length: 11 }, (_, step) => {
        const angle = (step / 10) * Math.PI
        return p(0.55 * Math.cos(angle), 0.6 + 0.4 * Math.sin(angle))
      })
      pen.poly(dense([...dome, ...rim]), colour)
      pen.poly(dense([p(0, 1), p(0.16, 0.66), p(-0.16, 0.66)]), second, { plain: true })
    },
    guitar() {
      pen.poly(ellipse(p(0, 0.2), 0.2 * h, 0.19 * h), colour)
      pen.poly(ellipse(p(0, 0.43), 0.15 * h, 0.14 * h), colour)
      pen.poly(ellipse(p(0, 0.32), 0.06 * h, 0.06 * h), '#241a18', { plain: true })
      pen.tube([p(0, 0.5), p(0, 0.9)], [0.05 * h, 0.045 * h], darker(second, 0.3))
      block(
        [
          [-0.05, 0.88],
          [0.05, 0.88],
          [0.06, 1],
          [-0.06, 1],
        ],
        second,
      )
    },
    kettle() {
      pen.tube(
        [p(-0.3, 0.72), p(-0.25, 1.02), p(0.2, 1.02), p(0.28, 0.72)],
        new Array(4).fill(0.07 * h),
        darker(second, 0.2),
      )
      pen.tube([p(0.3, 0.35), p(0.52, 0.5), p(0.62, 0.72)], [0.2 * h, 0.13 * h, 0.09 * h], darker(colour, 0.15))
      pen.poly(
        dense([p(-0.42, 0), p(0.42, 0), p(0.46, 0.3), p(0.32, 0.62), p(0, 0.7), p(-0.32, 0.62), p(-0.46, 0.3)]),
        colour,
      )
      pen.poly(ellipse(at(p(0, 0.72), 0, 0), 0.08 * h, 0.06 * h), second)
    },
  }
}
