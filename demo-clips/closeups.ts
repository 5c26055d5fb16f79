import { darker, lighter } from './colour'
import { drawHeadWithFaults, HAIR_STYLES, SKINS, wornBy } from './person'
import { at, between } from './shapes'
import { patternFor, pick, range, type Stage, smear } from './stage'
import type { Point } from './types'
import { drawDissolving, noodle, wring } from './warps'

/** A big hand that waves and curls its fingers. Returns the middle of the palm. */
export function drawHand(stage: Stage, centre: Point, size: number): Point {
  const { pen, active } = stage
  const rng = stage.look('hand')
  const skin = pick(SKINS, rng)
  const sleeve = pick(['#30527a', '#d1495b', '#5b8e7d', '#e9e3d5', '#7d5ba6'], rng)
  const side = rng.next() < 0.5 ? 1 : -1
  const swing = 0.22 * Math.sin(stage.beat * 4 + rng.next() * 6)
  const elbow = { x: centre.x - side * 0.12 * size, y: centre.y + 1.3 * size }
  const wrist = at(elbow, Math.PI + swing, 0.85 * size, -1)
  const aim = Math.PI + swing * 1.7
  const p = (across: number, up: number): Point =>
    at(at(wrist, aim, up * size, -1), aim + Math.PI / 2, across * side * size, -1)
  const count = 4
  const finger = (index: number, total: number, spread = 1): Point[] => {
    const share = index / (total - 1) - 0.5
    const curl = 0.22 + 0.2 * Math.sin(stage.beat * 3 + index * 0.8)
    const root = p(share * 0.36, 0.36 - Math.abs(share) * 0.06)
    const length = (0.52 - Math.abs(share + 0.1) * 0.26) * size
    const angle = aim + share * 0.7 * side * spread
    const mid = at(root, angle, length * 0.5, -1)
    return [root, mid, at(mid, angle + curl * 0.7 * side, length * 0.5, -1)]
  }
  const thick = [0.125 * size, 0.108 * size, 0.085 * size]
  const drawFinger = (spine: readonly Point[], widths: readonly number[] = thick): void => {
    pen.tube(spine, widths, skin)
    const tip = spine[spine.length - 1] as Point
    const before = spine[spine.length - 2] as Point
    pen.disc(between(tip, before, 0.05), 0.03 * size, 0.03 * size, lighter(skin, 0.4), { plain: true })
  }
  const extra = active.get('extra_limbs')
  const missing = active.get('limb_deficiency')
  const bent = active.get('limb_deformation')
  const lost = missing ? missing.rng().int(count) : -1
  const curled = bent ? (lost >= 0 ? (lost + 1) % count : bent.rng().int(count)) : -1
  const whole = (): void => {
    pen.tube([elbow, wrist], [0.34 * size, 0.25 * size], skin)
    pen.tube([{ x: elbow.x, y: elbow.y + 20 }, between(elbow, wrist, 0.45)], [0.5 * size, 0.4 * size], sleeve)
    const total = extra ? count + 2 + extra.rng().int(2) : count
    for (let index = 0; index < total; index += 1) {
      const spine = finger(index, total, extra ? 1.5 : 1)
      if (index === lost) {
        pen.markPlace('limb_deficiency', spine, 9)
        pen.tube([spine[0] as Point, between(spine[0] as Point, spine[1] as Point, 0.3)], thick.slice(0, 2), skin)
        if (missing && missing.amount > 0.6) drawDissolving(pen, spine, 0.1 * size, skin, missing.rng())
      } else if (bent && index === curled) {
        const shape = noodle(spine, thick, Math.min(1.1, bent.amount * 1.25), bent.rng())
        pen.marking('limb_deformation', () => drawFinger(shape.spine, shape.widths))
      } else if (extra && index >= count - 1) continue
      else drawFinger(spine)
    }
    if (extra)
      pen.marking('extra_limbs', () => {
        const boneless = extra.rng()
        for (let index = count - 1; index < total; index += 1) {
          const shape = noodle(finger(index, total, 1.5), thick, 0.5 * extra.amount, boneless)
          drawFinger(shape.spine, shape.widths)
        }
      })
    pen.tube([p(0.14, 0.08), p(0.3, 0.22), p(0.36, 0.42)], [0.17 * size, 0.13 * size, 0.1 * size], skin)
    pen.tube([p(0, 0), p(0, 0.13), p(0, 0.22)], [0.26 * size, 0.43 * size, 0.44 * size], skin)
    for (const y of [0.16, 0.25])
      pen.tube([p(-0.15, y + 0.02), p(0, y), p(0.12, y + 0.05)], [1.2, 2.2, 1.2], darker(skin, 0.25), {
        plain: true,
        opacity: 0.7,
      })
  }
  const blur = active.get('motion_blur')
  if (blur) {
    const box = pen.measured(whole, 0)
    if (box) smear(stage, { ...box, h: box.h * 0.5 }, blur)
  } else whole()
  return p(0, 0.2)
}

/** Head and shoulders. Returns the middle of the chest. */
export function drawPortrait(stage: Stage, centre: Point, size: number): Point {
  const { pen, active } = stage
  const rng = stage.look('portrait')
  const skin = pick(SKINS, rng)
  const shirt = pick(['#30527a', '#d1495b', '#5b8e7d', '#f2a541', '#7d5ba6', '#49505f'], rng)
  const hair = pick(['#2c2220', '#5b3a24', '#a8672d', '#d9b25f', '#8a8a8f'], rng)
  const hairStyle = pick(HAIR_STYLES, rng)
  const turn = range(rng, -0.3, 0.3) + 0.45 * Math.sin(stage.beat * 1.5)
  const chest = { x: centre.x, y: centre.y + 1.75 * size }
  const shoulders = (): void => {
    pen.tube(
      [{ x: chest.x, y: chest.y + size }, chest, { x: chest.x, y: chest.y - 0.5 * size }],
      [2.9 * size, 2.8 * size, 1.1 * size],
      shirt,
      patternFor(stage, 'portrait'),
    )
    pen.tube(
      [
        { x: chest.x - 1.25 * size, y: chest.y + 0.9 * size },
        { x: chest.x - 1.1 * size, y: chest.y + 0.1 * size },
      ],
      [0.7 * size, 0.6 * size],
      darker(shirt, 0.1),
    )
    pen.tube(
      [
        { x: chest.x + 1.25 * size, y: chest.y + 0.9 * size },
        { x: chest.x + 1.1 * size, y: chest.y + 0.1 * size },
      ],
      [0.7 * size, 0.6 * size],
      darker(shirt, 0.1),
    )
  }
  const whole = (): void => {
    const wrung = active.get('torso_deformation')
    if (wrung) {
      const low = { x: chest.x, y: chest.y + size }
      const high = { x: chest.x, y: chest.y - 0.6 * size }
      pen.within(wring(low, high, wrung.amount * 0.8, wrung.rng()), () => pen.marking('torso_deformation', shoulders))
    } else shoulders()
    pen.tube(
      [
        { x: centre.x, y: centre.y + 1.45 * size },
        { x: centre.x + turn * 0.1 * size, y: centre.y + 0.5 * size },
      ],
      [0.8 * size, 0.72 * size],
      darker(skin, 0.15),
    )
    pen.poly(
      [
        { x: chest.x - 0.5 * size, y: chest.y - 0.5 * size },
        { x: chest.x, y: chest.y + 0.15 * size },
        { x: chest.x + 0.5 * size, y: chest.y - 0.5 * size },
        { x: chest.x, y: chest.y - 0.3 * size },
      ],
      lighter(shirt, 0.35),
    )
    drawHeadWithFaults(stage, {
      centre: { x: centre.x + turn * 0.12 * size, y: centre.y },
      radius: size,
      turn,
      tilt: 0.08 * Math.sin(stage.beat * 1.1),
      skin,
      hair,
      hairStyle,
      accent: darker(shirt, 0.2),
      eyes: stage.beat % 1.9 < 0.13 ? 0.1 : 1,
      smile: 0.4 + 0.5 * Math.sin(stage.beat * 1.3),
      ...wornBy(stage, 'portrait'),
    })
  }
  const blur = active.get('motion_blur')
  if (blur) {
    const box = pen.measured(whole, 0)
    if (box) smear(stage, { x: box.x, y: box.y, w: box.w * 0.6, h: box.h * 0.6 }, blur)
  } else whole()
  return chest
}
