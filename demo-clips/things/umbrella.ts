import { darker } from '../colour'
import { dense } from '../shapes'
import type { ThingPainter } from './thing'

export const umbrella: ThingPainter = {
  aspect: 1.1,
  draw({ pen, p, thing }) {
    const { colour, second } = thing
    pen.tube([p(0, 0.8), p(0, 0.12), p(0.05, 0.02), p(0.12, 0.06)], [4, 4, 4, 4], darker(second, 0.4))
    const rim = [-0.55, -0.33, -0.11, 0.11, 0.33, 0.55].map((x, index) => p(x, index % 2 === 0 ? 0.6 : 0.66))
    const dome = Array.from({ length: 11 }, (_, step) => {
      const angle = (step / 10) * Math.PI
      return p(0.55 * Math.cos(angle), 0.6 + 0.4 * Math.sin(angle))
    })
    pen.poly(dense([...dome, ...rim]), colour)
    pen.poly(dense([p(0, 1), p(0.16, 0.66), p(-0.16, 0.66)]), second, { plain: true })
  },
}
