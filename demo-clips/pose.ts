import { at, bend } from './shapes'
import type { Action, Point } from './types'

export type PersonPlace = { x: number; size: number; facing: 1 | -1 }
export type Joints = readonly [Point, Point, Point]
export type Pose = {
  hip: Point
  chest: Point
  neck: Point
  headTilt: number
  farArm: Joints
  nearArm: Joints
  farLeg: Joints
  nearLeg: Joints
  /** Far and near hand, radians from straight down. */
  handAngle: readonly [number, number]
  /** Seen from the side; else from the front. */
  side: boolean
}

const UPPER_ARM = 0.17
const FOREARM = 0.155
const THIGH = 0.23
const SHANK = 0.225

type Swing = { thigh: number; knee: number; arm: number; elbow: number; lean: number; lift: number; pace: number }
const GAITS: Record<'walk' | 'run', Swing> = {
  walk: { thigh: 0.5, knee: 0.75, arm: 0.45, elbow: 0.3, lean: 0.04, lift: 0, pace: 5.6 },
  run: { thigh: 0.85, knee: 1.35, arm: 0.8, elbow: 1.45, lean: 0.2, lift: 0.035, pace: 8.6 },
}

/** Joints of a person of the given size, feet on `ground`, at a moment of the action. */
export function poseOf(action: Action, beat: number, place: PersonPlace, ground: number, phase: number): Pose {
  return action === 'walk' || action === 'run'
    ? gait(GAITS[action], beat, place, ground, phase)
    : standing(action, beat, place, ground, phase)
}

function gait(swing: Swing, beat: number, place: PersonPlace, ground: number, phase: number): Pose {
  const { size: s, facing: f } = place
  const turn = beat * swing.pace + phase
  const leg = (angle: number): Joints => {
    const thigh = swing.thigh * Math.sin(angle) + 0.08
    const knee = 0.12 + swing.knee * Math.max(0, Math.cos(angle)) ** 1.4
    const root = { x: place.x, y: 0 }
    const joint = at(root, thigh, THIGH * s, f)
    return [root, joint, at(joint, thigh - knee, SHANK * s, f)]
  }
  const legs = [leg(turn), leg(turn + Math.PI)] as const
  const reach = Math.max(legs[0][2].y, legs[1][2].y)
  const hip = { x: place.x, y: ground - reach - 0.022 * s - swing.lift * s * Math.abs(Math.sin(turn)) }
  const drop = (joints: Joints): Joints => [
    { x: joints[0].x, y: joints[0].y + hip.y },
    { x: joints[1].x, y: joints[1].y + hip.y },
    { x: joints[2].x, y: joints[2].y + hip.y },
  ]
  const chest = at(hip, Math.PI - swing.lean, 0.23 * s, f)
  const neck = at(hip, Math.PI - swing.lean, 0.335 * s, f)
  const shoulder = at(hip, Math.PI - swing.lean, 0.285 * s, f)
  const arm = (angle: number): Joints => {
    const upper = swing.arm * Math.sin(angle)
    const joint = at(shoulder, upper, UPPER_ARM * s, f)
    return [shoulder, joint, at(joint, upper + swing.elbow, FOREARM * s, f)]
  }
  const hand = (angle: number): number => swing.arm * Math.sin(angle) + swing.elbow + 0.1
  return {
    hip,
    chest,
    neck,
    headTilt: swing.lean * 0.5,
    farLeg: drop(legs[1]),
    nearLeg: drop(legs[0]),
    farArm: arm(turn),
    nearArm: arm(turn + Math.PI),
    handAngle: [hand(turn), hand(turn + Math.PI)],
    side: true,
  }
}

function standing(action: Action, beat: number, place: PersonPlace, ground: number, phase: number): Pose {
  const { size: s, facing: f } = place
  const dancing = action === 'dance'
  const sway = dancing ? Math.sin(beat * 3.4 + phase) : 0.15 * Math.sin(beat * 1.4 + phase)
  const hip = { x: place.x + sway * 0.05 * s, y: ground - (dancing ? 0.452 - 0.03 * Math.abs(sway) : 0.473) * s }
  const neck = { x: place.x + sway * 0.015 * s, y: hip.y - 0.335 * s }
  const chest = { x: (hip.x + neck.x * 2) / 3, y: hip.y - 0.23 * s }
  const kick = dancing ? Math.max(0, Math.sin(beat * 1.7 + phase)) : 0
  const leg = (side: 1 | -1): Joints => {
    const root = { x: hip.x + side * 0.042 * s, y: hip.y }
    const lifted = side === f ? kick : 0
    const foot = { x: place.x + side * (0.085 + 0.12 * lifted) * s, y: ground - (0.022 + 0.13 * lifted) * s }
    const knee = bend(root, foot, THIGH * s, SHANK * s, side === 1 ? -1 : 1)
    return [root, knee.joint, knee.end]
  }
  const shoulder = (side: 1 | -1): Point => ({ x: neck.x + side * 0.092 * s, y: neck.y + 0.055 * s })
  const arm = (side: 1 | -1, upper: number, fore: number): Joints => {
    const root = shoulder(side)
    const joint = at(root, upper, UPPER_ARM * s, side)
    return [root, joint, at(joint, fore, FOREARM * s, side)]
  }
  const near = f
  const far = (f === 1 ? -1 : 1) as 1 | -1
  const rest = arm(far, 0.22, 0.1 + 0.05 * Math.sin(beat * 2))
  const base = { hip, chest, neck, headTilt: 0.1 * sway, farLeg: leg(far), nearLeg: leg(near), side: false }
  if (dancing) {
    const up = (side: number): number => 1.9 + 0.55 * Math.sin(beat * 3.4 + phase + side)
    const nearArm = arm(near, up(near), up(near) + 0.6)
    return { ...base, farArm: arm(far, up(far), up(far) + 0.5), nearArm, handAngle: [-up(far) - 0.5, up(near) + 0.6] }
  }
  if (action === 'wave') {
    const fore = 2.9 + 0.45 * Math.sin(beat * 7 + phase)
    return { ...base, farArm: rest, nearArm: arm(near, 1.75, fore), handAngle: [-0.1, fore] }
  }
  if (action === 'akimbo') {
    // One hand on the hip, the other behind the back: an arm that ends where the body begins, and nothing is wrong.
    const breath = 0.03 * Math.sin(beat * 1.9 + phase)
    const nearArm = arm(near, 0.75 + breath, -0.8 + breath)
    return { ...base, farArm: arm(far, 0.3, -0.75), nearArm, handAngle: [-1.2, -1] }
  }
  if (action === 'cross') {
    const breath = 0.04 * Math.sin(beat * 1.7 + phase)
    return {
      ...base,
      farArm: arm(far, 0.25, -1.75 + breath),
      nearArm: arm(near, 0.3, -1.6 - breath),
      handAngle: [-1.8, -1.7],
    }
  }
  const sip = 0.5 - 0.5 * Math.cos(beat * 2.1 + phase * 0.2)
  const target = { x: neck.x + near * (0.2 - 0.11 * sip) * s, y: neck.y + (0.2 - 0.2 * sip) * s }
  const elbow = bend(shoulder(near), target, UPPER_ARM * s, FOREARM * s, near === 1 ? 1 : -1)
  return { ...base, farArm: rest, nearArm: [shoulder(near), elbow.joint, elbow.end], handAngle: [-0.1, 2.2] }
}
