import { at, dense, ellipse } from '../shapes'
import type { ThingPainter } from './thing'

export const ball: ThingPainter = {
  aspect: 1,
  draw({ pen, p, thing }) {
    const { height: h, colour, second } = thing
    const centre = p(0, 0.5)
    pen.poly(ellipse(centre, 0.5 * h, 0.5 * h), colour)
    for (const quarter of [0, 1, 2, 3]) {
      const from = thing.spin + (quarter * Math.PI) / 2
      const arc = Array.from({ length: 8 }, (_, step) => at(centre, from + (step / 7) * 0.75, 0.48 * h))
      pen.poly(dense([centre, ...arc]), second, { plain: true })
    }
    pen.poly(ellipse(p(-0.17, 0.7), 0.12 * h, 0.08 * h, -0.6), '#ffffff', { plain: true, opacity: 0.5 })
  },
}
