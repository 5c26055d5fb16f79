import { darker } from './colour'
import { drawHead, type HairStyle, type Head } from './face'
import { drawDeformedLimb, drawExtraLimb, drawLimb, drawMissingLimb, type LimbShape } from './limb'
import { type PersonPlace, poseOf } from './pose'
import { at, between } from './shapes'
import { patternFor, pick, range, type Stage, smear } from './stage'
import type { Point } from './types'
import { melt, wring } from './warps'

export const SKINS = ['#f3c9a5', '#e0a878', '#b97a4b', '#8a5a3a', '#f7d9bd'] as const
const HAIRS = ['#2c2220', '#5b3a24', '#a8672d', '#d9b25f', '#3b3b46', '#8c2f23'] as const
const SHIRTS = ['#d1495b', '#2e86ab', '#f2a541', '#5b8e7d', '#7d5ba6', '#e9e3d5', '#30527a', '#c97b4a'] as const
const TROUSERS = ['#33415c', '#5c4742', '#2f4f4f', '#8d8d92', '#b89b72', '#3d3a50'] as const
const SHOES = ['#26242b', '#f4f1ea', '#8c3b2e'] as const
export const HAIR_STYLES: readonly HairStyle[] = ['short', 'bun', 'long', 'cap']

export type Limbs = 'farArm' | 'farLeg' | 'nearLeg' | 'nearArm'
/** Where other drawing may hold on to the figure. */
export type PersonAnchors = { chest: Point; hip: Point; hand: Point }

type Figure = {
  pose: ReturnType<typeof poseOf>
  facing: PersonPlace['facing']
  size: number
  girth: number
  skin: string
  shirt: string
  sleeve: string
  trousers: string
  shoes: string
}

function limbOf(figure: Figure, name: Limbs): LimbShape {
  const { pose, facing, size: s, girth, skin, shirt, sleeve, trousers, shoes } = figure
  const arm = name.endsWith('Arm')
  const shade = name.startsWith('far') && pose.side ? 0.2 : 0
  return {
    joints: pose[name],
    widths: arm ? [0.068 * s * girth, 0.05 * s, 0.036 * s] : [0.1 * s * girth, 0.066 * s, 0.044 * s],
    upperColour: darker(arm ? shirt : trousers, shade),
    lowerColour: darker(arm ? sleeve : trousers, shade),
    end: arm ? 'hand' : 'shoe',
    endColour: darker(arm ? skin : shoes, shade),
    endAngle: arm ? pose.handAngle[name === 'nearArm' ? 1 : 0] : 1.45,
    facing: name === 'farLeg' && !pose.side ? -facing : facing,
    size: s,
  }
}

/** Draws one person standing on the ground at `place`, with whatever distortions are active. */
export function drawPerson(stage: Stage, place: PersonPlace): PersonAnchors {
  const { pen, active } = stage
  const rng = stage.look('person')
  const skin = pick(SKINS, rng)
  const hair = pick(HAIRS, rng)
  const shirt = pick(SHIRTS, rng)
  const trousers = pick(TROUSERS, rng)
  const shoes = pick(SHOES, rng)
  const hairStyle = pick(HAIR_STYLES, rng)
  const sleeve = rng.next() < 0.55 ? shirt : skin
  const coat = rng.next() < 0.4
  const girth = range(rng, 0.9, 1.12)
  const printed = patternFor(stage, 'person')
  const s = place.size
  const pose = poseOf(stage.spec.action, stage.beat, place, stage.ground, stage.look('pose').next() * 6.28)

  const figure = { pose, facing: place.facing, size: s, girth, skin, shirt, sleeve, trousers, shoes }
  const draw = (name: Limbs): void => drawLimbWithFaults(stage, limbOf(figure, name), name)
  const torso = (): void => {
    pen.tube(
      [pose.hip, between(pose.hip, pose.chest, 0.5), pose.chest, between(pose.chest, pose.neck, 0.45)],
      (pose.side ? [0.15, 0.14, 0.165, 0.1] : [0.17, 0.165, 0.215, 0.14]).map((w) => w * s * girth),
      shirt,
      printed,
    )
    if (!coat) return
    const sway = (pose.nearLeg[1].x - pose.hip.x) * 0.4
    const [w, low] = [0.085 * s * girth, pose.hip.y + 0.16 * s]
    pen.poly(
      [
        { x: pose.hip.x - w, y: pose.hip.y - 0.04 * s },
        { x: pose.hip.x + w, y: pose.hip.y - 0.04 * s },
        { x: pose.hip.x + w * 1.35 + sway, y: low },
        { x: pose.hip.x - w * 1.35 + sway, y: low },
      ],
      darker(shirt, 0.06),
      printed,
    )
  }
  const head: Head = {
    centre: at(pose.neck, Math.PI + pose.headTilt, 0.105 * s, place.facing),
    radius: 0.082 * s,
    turn: pose.side ? 0.75 * place.facing : 0.25 * Math.sin(stage.beat * 2),
    tilt: pose.headTilt * place.facing,
    skin,
    hair,
    hairStyle,
    accent: darker(shirt, 0.2),
    eyes: stage.beat % 2.4 < 0.12 ? 0.1 : 1,
    smile: 0.5,
    ...wornBy(stage, 'person'),
  }
  pen.disc({ x: pose.hip.x, y: stage.ground + 2 }, 0.2 * s, 0.028 * s, '#000000', { plain: true, opacity: 0.2 })

  const whole = (): void => {
    draw('farArm')
    draw('farLeg')
    draw('nearLeg')
    pen.tube([pose.chest, at(pose.neck, Math.PI, 0.03 * s)], [0.06 * s, 0.052 * s], darker(skin, 0.14))
    const wrung = active.get('torso_deformation')
    if (wrung) {
      pen.within(wring(pose.hip, pose.neck, wrung.amount, wrung.rng()), () => pen.marking('torso_deformation', torso))
    } else torso()
    drawHeadWithFaults(stage, head)
    draw('nearArm')
  }
  const blur = active.get('motion_blur')
  if (!blur) whole()
  else {
    const box = pen.measured(whole, 0)
    const low = blur.rng().next() < 0.5
    if (box) smear(stage, { ...box, y: low ? box.y + box.h * 0.45 : box.y, h: box.h * 0.55 }, blur)
  }
  return { chest: pose.chest, hip: pose.hip, hand: pose.nearArm[2] }
}

/** Glasses and beards, in clips with variety. */
export function wornBy(stage: Stage, purpose: string): Pick<Head, 'glasses' | 'beard'> {
  if (!stage.spec.variety) return { glasses: false, beard: false }
  const rng = stage.look(`${purpose}:worn`)
  return { glasses: rng.next() < 0.2, beard: rng.next() < 0.2 }
}

export function drawHeadWithFaults(stage: Stage, head: Head): void {
  const fault = stage.active.get('facial_deformation')
  if (!fault) {
    drawHead(stage.pen, head)
    return
  }
  const broken = (): void => drawHead(stage.pen, head, { amount: fault.amount, rng: fault.rng() })
  const box = stage.pen.marking('facial_deformation', () =>
    stage.pen.within(melt(head.centre, head.radius, fault.amount, fault.rng()), broken),
  )
  if (box) stage.effect({ kind: 'swirl', box, amount: fault.amount, seed: fault.rng().int(2 ** 31) })
}

/** The limb that a distortion of the clip has chosen, by name. */
export function chosenLimb(
  stage: Stage,
  key: 'limb_deformation' | 'extra_limbs' | 'limb_deficiency',
  names: readonly string[],
): string | undefined {
  const fault = stage.active.get(key)
  // Limb faults of different kinds fall on different limbs.
  const turn = { limb_deformation: 0, extra_limbs: 1, limb_deficiency: 2 }[key]
  return fault && names[(fault.rng().int(names.length) + turn) % names.length]
}

export function drawLimbWithFaults(
  stage: Stage,
  limb: LimbShape,
  name: string,
  names: readonly string[] = ['nearArm', 'farLeg', 'nearLeg', 'farArm'],
): void {
  const { pen, active } = stage
  const extra = active.get('extra_limbs')
  if (extra && chosenLimb(stage, 'extra_limbs', names) === name) drawExtraLimb(pen, limb, extra)
  const missing = active.get('limb_deficiency')
  const bent = active.get('limb_deformation')
  if (missing && chosenLimb(stage, 'limb_deficiency', names) === name) drawMissingLimb(pen, limb, missing)
  else if (bent && chosenLimb(stage, 'limb_deformation', names) === name) drawDeformedLimb(pen, limb, bent)
  else drawLimb(pen, limb)
}
