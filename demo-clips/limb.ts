import type { Rng } from '@/lib/domain/shared'
import type { Pen } from './pen'
import { at, between } from './shapes'
import { type Active, range } from './stage'
import type { Point } from './types'
import { drawDissolving, noodle } from './warps'

/** Share of missing limbs that fade out instead of being cut off. */
const DISSOLVES = 0.75
/** Share of extra limbs that have no bones. */
const BONELESS = 0.6

export type LimbShape = {
  /** Shoulder, elbow, wrist or hip, knee, ankle. */
  joints: readonly [Point, Point, Point]
  widths: readonly [number, number, number]
  upperColour: string
  lowerColour: string
  end: 'hand' | 'shoe' | 'paw' | 'none'
  endColour: string
  /** Direction the end points in, radians from straight down, forward positive. */
  endAngle: number
  facing: number
  size: number
}

function drawEnd(pen: Pen, limb: LimbShape, wrist: Point, fingers = 4): void {
  const s = limb.size
  if (limb.end === 'shoe') {
    const toe = at(wrist, limb.endAngle, 0.085 * s, limb.facing)
    pen.tube([{ x: wrist.x - 0.02 * s * limb.facing, y: wrist.y }, toe], [0.05 * s, 0.038 * s], limb.endColour)
  }
  if (limb.end === 'paw') {
    pen.tube([wrist, at(wrist, limb.endAngle, 0.05 * s, limb.facing)], [0.055 * s, 0.05 * s], limb.endColour)
  }
  if (limb.end !== 'hand') return
  const palm = at(wrist, limb.endAngle, 0.026 * s, limb.facing)
  for (let finger = 0; finger < fingers; finger += 1) {
    const spread = (finger / (fingers - 1) - 0.5) * (0.9 + 0.12 * (fingers - 4))
    const root = at(palm, limb.endAngle + spread, 0.018 * s, limb.facing)
    pen.tube(
      [root, at(root, limb.endAngle + spread * 0.8, 0.034 * s, limb.facing)],
      [0.015 * s, 0.012 * s],
      limb.endColour,
    )
  }
  const thumb = at(palm, limb.endAngle + 1.1, 0.016 * s, limb.facing)
  pen.tube([thumb, at(thumb, limb.endAngle + 0.8, 0.026 * s, limb.facing)], [0.017 * s, 0.012 * s], limb.endColour)
  pen.disc(palm, 0.026 * s, 0.03 * s, limb.endColour)
}

export function drawLimb(pen: Pen, limb: LimbShape, fingers = 4): void {
  const [root, joint, end] = limb.joints
  const [w0, w1, w2] = limb.widths
  pen.tube([joint, end], [w1 * 0.92, w2], limb.lowerColour)
  drawEnd(pen, limb, end, fingers)
  pen.tube([root, joint], [w0, w1], limb.upperColour)
}

export function drawDeformedLimb(pen: Pen, limb: LimbShape, active: Active): void {
  pen.marking('limb_deformation', () => drawMelted(pen, limb, active.amount, active.rng()))
}

function drawMelted(pen: Pen, limb: LimbShape, amount: number, rng: Rng): void {
  const melted = noodle(limb.joints, limb.widths, amount, rng)
  const cut = Math.ceil(melted.spine.length / 2)
  const tail = melted.spine[melted.spine.length - 1] as Point
  pen.tube(melted.spine.slice(cut - 1), melted.widths.slice(cut - 1), limb.lowerColour)
  drawEnd(pen, limb, tail)
  pen.tube(melted.spine.slice(0, cut), melted.widths.slice(0, cut), limb.upperColour)
}

/** A stump where the limb should go on; the truth covers the whole limb that is missing. */
export function drawMissingLimb(pen: Pen, limb: LimbShape, active: Active): void {
  const [root, joint, end] = limb.joints
  const rng = active.rng()
  const whole = rng.next() < 0.4 + 0.4 * active.amount
  const dissolves = rng.next() < DISSOLVES
  const stop = whole ? between(root, joint, range(rng, 0.3, 0.5)) : between(joint, end, 0.15)
  pen.markPlace('limb_deficiency', [root, joint, end], 7)
  if (!whole) pen.tube([joint, stop], [limb.widths[1], limb.widths[1] * 0.8], limb.lowerColour)
  pen.tube([root, whole ? stop : joint], [limb.widths[0], limb.widths[1]], limb.upperColour)
  if (!dissolves) return
  if (whole) drawDissolving(pen, [stop, joint, end], limb.widths[1], limb.lowerColour, rng)
  else drawDissolving(pen, [stop, end], limb.widths[1], limb.endColour, rng)
}

/** One or two more limbs from the same root, spread away from the real one; many of them as boneless as generated ones are. */
export function drawExtraLimb(pen: Pen, limb: LimbShape, active: Active): void {
  const rng = active.rng()
  const turn = (rng.next() < 0.5 ? -1 : 1) * range(rng, 0.65, 1.15)
  const turns = rng.next() < active.amount - 0.4 ? [turn, -turn * range(rng, 0.8, 1.2)] : [turn]
  const boneless = rng.next() < BONELESS
  pen.marking('extra_limbs', () => {
    for (const angle of turns) {
      const copy = turned(limb, angle)
      if (boneless) drawMelted(pen, copy, 0.6 * active.amount, rng)
      else drawLimb(pen, copy)
    }
  })
}

function turned(limb: LimbShape, turn: number): LimbShape {
  const root = limb.joints[0]
  const rotate = (point: Point): Point => ({
    x: root.x + (point.x - root.x) * Math.cos(turn) - (point.y - root.y) * Math.sin(turn),
    y: root.y + (point.x - root.x) * Math.sin(turn) + (point.y - root.y) * Math.cos(turn),
  })
  return {
    ...limb,
    joints: [root, rotate(limb.joints[1]), rotate(limb.joints[2])],
    endAngle: limb.endAngle - turn * limb.facing,
  }
}
