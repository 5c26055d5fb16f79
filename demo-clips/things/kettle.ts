import { darker } from '../colour'
import { at, dense, ellipse } from '../shapes'
import type { ThingPainter } from './thing'

export const kettle: ThingPainter = {
  aspect: 1.2,
  draw({ pen, p, thing }) {
    const { height: h, colour, second } = thing
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
