import { darker, lighter } from '../colour'
import { ellipse } from '../shapes'
import type { ThingPainter } from './thing'

export const lamp: ThingPainter = {
  aspect: 0.6,
  draw({ pen, p, block, thing }) {
    const { height: h, colour, second } = thing
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
}
