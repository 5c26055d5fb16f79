import { lighter } from '../colour'
import type { ThingPainter } from './thing'

export const plant: ThingPainter = {
  aspect: 0.9,
  draw({ pen, p, block, thing }) {
    const { colour } = thing
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
}
