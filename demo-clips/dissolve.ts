import type { Rng } from '@/lib/domain/shared'
import { darker } from './colour'
import type { Pen } from './pen'
import { along } from './shapes'
import { range } from './stage'
import type { Point } from './types'

const SCRAPS = 9

/** Scraps of a limb that thin out from the start of `spine` to its end, as a generated limb fades instead of ending. */
export function drawDissolving(pen: Pen, spine: readonly Point[], width: number, colour: string, rng: Rng): void {
  for (let scrap = 0; scrap < SCRAPS; scrap += 1) {
    const share = (scrap + 0.3 * rng.next()) / SCRAPS
    const middle = along(spine, share)
    const stray = width * (0.15 + 0.5 * share)
    const place = { x: middle.x + range(rng, -stray, stray), y: middle.y + range(rng, -stray, stray) }
    const size = width * (0.5 - 0.34 * share) * range(rng, 0.6, 1.15)
    pen.disc(place, size, size * range(rng, 0.5, 0.9), darker(colour, 0.2 * rng.next()), {
      plain: true,
      opacity: Math.round((0.85 - 0.5 * share) * 100) / 100,
      turn: rng.next() * Math.PI,
    })
  }
}
