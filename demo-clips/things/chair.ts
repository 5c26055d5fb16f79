import { darker } from '../colour'
import type { ThingPainter } from './thing'

export const chair: ThingPainter = {
  aspect: 0.62,
  draw({ block, thing }) {
    const { colour, second } = thing
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
}
