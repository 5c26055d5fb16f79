import { lighter } from '../colour'
import type { ThingPainter } from './thing'

export const crate: ThingPainter = {
  aspect: 1,
  draw({ block, thing }) {
    const { colour, second } = thing
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
