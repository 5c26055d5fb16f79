import { lighter } from '../colour'
import { at } from '../shapes'
import type { ThingPainter } from './thing'

export const vase: ThingPainter = {
  aspect: 0.66,
  draw({ pen, p, block, thing }) {
    const { height: h, colour, second } = thing
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
}
