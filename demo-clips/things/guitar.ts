import { darker } from '../colour'
import { ellipse } from '../shapes'
import type { ThingPainter } from './thing'

export const guitar: ThingPainter = {
  aspect: 0.42,
  draw({ pen, p, block, thing }) {
    const { height: h, colour, second } = thing
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
}
