import { at, ellipse } from '../shapes'
import type { Point } from '../types'
import type { ThingPainter } from './thing'

export const bicycle: ThingPainter = {
  aspect: 1.6,
  draw({ pen, p, thing }) {
    const { height: h, colour, second } = thing
    for (const x of [-0.5, 0.5]) {
      const hub = p(x, 0.31)
      const rim = ellipse(hub, 0.31 * h, 0.31 * h)
      pen.tube([...rim, rim[0] as Point, rim[1] as Point], new Array(rim.length + 2).fill(0.055 * h), '#2c2f36')
      for (let spoke = 0; spoke < 5; spoke += 1) {
        const turn = thing.spin + (spoke * Math.PI) / 5
        pen.tube([at(hub, turn, 0.29 * h), hub, at(hub, turn, -0.29 * h)], [1, 1, 1], '#aeb4bf', { plain: true })
      }
    }
    const bars: (readonly [Point, Point])[] = [
      [p(-0.5, 0.31), p(-0.05, 0.3)],
      [p(-0.5, 0.31), p(-0.17, 0.72)],
      [p(-0.05, 0.3), p(-0.2, 0.82)],
      [p(-0.05, 0.3), p(0.34, 0.74)],
      [p(-0.17, 0.72), p(0.34, 0.74)],
      [p(0.5, 0.31), p(0.3, 0.95)],
    ]
    for (const [a, b] of bars) pen.tube([a, b], [0.055 * h, 0.055 * h], colour)
    pen.tube([p(-0.32, 0.85), p(-0.06, 0.84)], [0.1 * h, 0.06 * h], second)
    pen.tube([p(0.2, 0.98), p(0.3, 0.96), p(0.4, 0.9)], [0.05 * h, 0.06 * h, 0.05 * h], second)
  },
}
