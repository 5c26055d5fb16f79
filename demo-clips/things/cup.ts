import { darker, lighter } from '../colour'
import { ellipse } from '../shapes'
import type { ThingPainter } from './thing'

export const cup: ThingPainter = {
  aspect: 1,
  draw({ pen, p, block, thing }) {
    const { height: h, colour, second } = thing
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
}
