import { darker } from '../colour'
import type { ThingPainter } from './thing'

export const bottle: ThingPainter = {
  aspect: 0.36,
  draw({ pen, p, block, thing }) {
    const { height: h, colour, second } = thing
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
}
