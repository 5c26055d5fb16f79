import { darker, lighter } from './colour'
import type { LimbShape } from './limb'
import { drawLimbWithFaults } from './person'
import { at, between, ellipse } from './shapes'
import { patternFor, pick, type Stage, smear } from './stage'
import type { Point } from './types'
import { drawDissolving, melt, noodle, wring } from './warps'

export type AnimalPlace = { x: number; size: number; facing: 1 | -1 }
const COATS = {
  dog: ['#a86b3c', '#5b4636', '#d9b383', '#e9e2d6', '#3a3637'],
  cat: ['#e08b3e', '#6f6a70', '#2f2d33', '#e8dccb', '#a77b55'],
  horse: ['#7a4a2b', '#2e2624', '#c9a06c', '#e6e0d4', '#8f8782'],
}
export type Quadruped = keyof typeof COATS
/** Lengths in shoulder heights; `swing` and `pace` are those of the gait. */
const BUILDS = {
  dog: { leg: 1, girth: 1, neck: 1, head: 0.22, swing: 0.6, pace: 8.5 },
  cat: { leg: 1, girth: 1, neck: 1, head: 0.22, swing: 0.42, pace: 5.5 },
  horse: { leg: 1.06, girth: 0.78, neck: 1.75, head: 0.17, swing: 0.62, pace: 7 },
} as const satisfies Record<Quadruped, object>
const LEGS = ['nearFront', 'farBack', 'nearBack', 'farFront'] as const

type LegName = (typeof LEGS)[number]
type Trot = {
  build: (typeof BUILDS)[Quadruped]
  place: AnimalPlace
  /** Height of the ground on the stage. */
  ground: number
  /** Where in its stride the animal is, rad. */
  turn: number
  back: Point
  front: Point
  coat: string
  patch: string
}

function trottingLeg({ build, place, ground, turn, back, front, coat, patch }: Trot, name: LegName): LimbShape {
  const { size: s, facing: f } = place
  const rear = name.endsWith('Back')
  const far = name.startsWith('far')
  const angle = turn + (far === rear ? 0 : Math.PI) + (rear ? 0.3 : 0)
  const root = { x: (rear ? back : front).x + (far ? 0.05 * s * f : 0), y: (rear ? back : front).y + 0.1 * s }
  const swing = build.swing * Math.sin(angle)
  const knee = 0.16 + 0.7 * Math.max(0, Math.cos(angle))
  const joint = at(root, swing + (rear ? 0.25 : -0.05), 0.32 * s * build.leg, f)
  const foot = at(joint, swing - knee * (rear ? 0.9 : 0.5) - (rear ? 0.25 : 0), 0.3 * s * build.leg, f)
  const shade = far ? 0.24 : 0
  const colour = darker(coat, shade)
  return {
    joints: [root, joint, { x: foot.x, y: Math.min(foot.y, ground - 0.03 * s) }],
    widths: [0.2 * s * build.girth, 0.115 * s * build.girth, 0.085 * s * build.girth],
    upperColour: colour,
    lowerColour: colour,
    end: 'paw',
    endColour: darker(patch, shade),
    endAngle: 1.4,
    facing: f,
    size: 1.6 * s,
  }
}

/** Draws a dog, a cat or a horse trotting; size is its height at the shoulder. Returns the middle of its trunk. */
export function drawQuadruped(stage: Stage, place: AnimalPlace, kind: Quadruped): Point {
  const { pen, active } = stage
  const build = BUILDS[kind]
  const printed = patternFor(stage, 'animal')
  const rng = stage.look('animal')
  const coat = pick(COATS[kind], rng)
  const patch = rng.next() < 0.5 ? lighter(coat, 0.45) : darker(coat, 0.25)
  const { size: s, facing: f } = place
  const turn = stage.beat * build.pace + rng.next() * 6
  const bob = 0.02 * s * Math.sin(turn * 2)
  const back = { x: place.x - 0.42 * s * f, y: stage.ground - 0.72 * s + bob }
  const front = { x: place.x + 0.42 * s * f, y: stage.ground - 0.76 * s - bob }
  const trot = { build, place, ground: stage.ground, turn, back, front, coat, patch }
  const leg = (name: LegName): LimbShape => trottingLeg(trot, name)
  const neck = { x: front.x + 0.2 * s * f, y: front.y - 0.26 * s * build.neck }
  const head = { x: front.x + 0.36 * s * f, y: front.y - 0.36 * s * build.neck + 0.02 * s * Math.sin(turn) }
  pen.disc({ x: place.x, y: stage.ground + 1 }, 0.62 * s, 0.06 * s, '#000000', { plain: true, opacity: 0.2 })
  const trunk = (): void => {
    pen.tube(
      [back, { x: place.x, y: between(back, front, 0.5).y + 0.01 * s }, front],
      [0.33 * s, 0.33 * s, 0.4 * s],
      coat,
      printed,
    )
    pen.tube(
      [
        { x: place.x - 0.2 * s * f, y: back.y + 0.12 * s },
        { x: front.x, y: front.y + 0.14 * s },
      ],
      [0.06 * s, 0.14 * s],
      patch,
      { plain: true },
    )
  }
  const whole = (): void => {
    const wag = Math.sin(turn * (kind === 'dog' ? 1.6 : 0.6)) * 0.12 * s
    const up = { dog: 0.36, cat: 0.52, horse: -0.35 }[kind]
    const tail = [
      back,
      { x: back.x - 0.24 * s * f, y: back.y - (kind === 'horse' ? 0.02 : 0.2) * s },
      { x: back.x - (kind === 'cat' ? 0.34 : 0.3) * s * f + wag, y: back.y - up * s },
    ]
    if (kind === 'horse') pen.tube(tail, [0.07 * s, 0.14 * s, 0.09 * s], darker(coat, 0.4))
    else pen.tube(tail, [0.1 * s, 0.08 * s, 0.05 * s], coat)
    for (const name of ['farBack', 'farFront'] as const) drawLimbWithFaults(stage, leg(name), name, LEGS)
    const wrung = active.get('torso_deformation')
    if (wrung) pen.within(wring(back, front, wrung.amount, wrung.rng()), () => pen.marking('torso_deformation', trunk))
    else trunk()
    for (const name of ['nearBack', 'nearFront'] as const) drawLimbWithFaults(stage, leg(name), name, LEGS)
    pen.tube(
      [front, neck, head],
      [0.34 * s, 0.26 * s, 0.24 * s].map((w) => w * build.girth),
      coat,
      printed,
    )
    if (kind === 'horse') {
      const mane = [front, neck, head].map(({ x, y }) => ({ x: x - 0.1 * s * f, y: y - 0.03 * s }))
      pen.tube(mane, [0.06 * s, 0.14 * s, 0.12 * s], darker(coat, 0.4))
    }
    drawMuzzle(stage, kind, head, s * build.head, f, coat, patch)
  }
  const blur = active.get('motion_blur')
  if (!blur) whole()
  else {
    const box = pen.measured(whole, 0)
    const rear = blur.rng().next() < 0.5
    if (box) smear(stage, { ...box, x: rear === (f === 1) ? box.x : box.x + box.w * 0.45, w: box.w * 0.55 }, blur)
  }
  return between(back, front, 0.5)
}

function drawMuzzle(
  stage: Stage,
  kind: Quadruped,
  centre: Point,
  r: number,
  f: number,
  coat: string,
  patch: string,
): void {
  const { pen } = stage
  const fault = stage.active.get('facial_deformation')
  const rng = fault?.rng()
  const off = (spread: number): number => (fault && rng ? (rng.next() - 0.5) * 2.4 * spread * fault.amount * r : 0)
  const p = (x: number, y: number): Point => ({ x: centre.x + x * r * f, y: centre.y + y * r })
  const draw = (): void => {
    if (kind !== 'dog')
      for (const x of kind === 'cat' ? [-0.75, 0.3] : [-0.6, -0.1])
        pen.poly([p(x, -0.6), p(x + 0.25 + off(0.03), -1.5), p(x + 0.7, -0.65)], coat)
    pen.disc(centre, r, 0.9 * r, coat)
    const nose = kind === 'horse' ? p(1.5, 1.1) : p(kind === 'dog' ? 1.35 : 0.82, 0.12)
    pen.tube(
      [p(0.3, 0.3), { x: nose.x + off(0.3), y: nose.y + 0.2 * r + off(0.8) }],
      [1.1 * r, kind === 'dog' ? 0.6 * r : 0.7 * r],
      patch,
    )
    pen.disc({ x: nose.x + off(0.7), y: nose.y + off(0.9) }, 0.2 * r, 0.16 * r, '#241c1f', { plain: true })
    for (const x of kind === 'cat' ? [-0.05, 0.6] : [0.35]) {
      const eye = p(x, -0.22)
      const at = { x: eye.x + off(0.7), y: eye.y + off(0.9) }
      const size = fault && rng ? 1 + rng.next() * fault.amount * 1.4 : 1
      pen.disc(at, 0.2 * r * size, 0.22 * r * size, kind === 'cat' ? '#cfe07a' : '#fbf7ef', { plain: true })
      pen.disc(at, 0.12 * r * size, 0.18 * r * size, '#1d171b', { plain: true })
    }
    if (kind === 'dog')
      pen.tube([p(-0.35, -0.7), p(-0.75, -0.1), p(-0.6, 0.55)], [0.5 * r, 0.62 * r, 0.3 * r], darker(coat, 0.22))
  }
  if (!fault) {
    draw()
    return
  }
  const box = pen.marking('facial_deformation', () => pen.within(melt(centre, r, fault.amount, fault.rng()), draw))
  if (box) stage.effect({ kind: 'swirl', box, amount: fault.amount, seed: fault.rng().int(2 ** 31) })
}

/** Draws a flying bird; size is its body length. Returns the middle of its body. */
export function drawBird(stage: Stage, place: AnimalPlace & { y: number }): Point {
  const { pen, active } = stage
  const rng = stage.look('animal')
  const feather = pick(['#f2efe6', '#5b7fa6', '#c2593f', '#3c3f4a', '#e3b04b'], rng)
  const { size: s, facing: f } = place
  const turn = stage.beat * 7 + rng.next() * 6
  const body = { x: place.x, y: place.y + 0.05 * s * Math.sin(turn + 1.5) }
  const p = (x: number, y: number): Point => ({ x: body.x + x * s * f, y: body.y + y * s })
  const missing = active.get('limb_deficiency')
  const bent = active.get('limb_deformation')
  const extra = active.get('extra_limbs')
  const wing = (side: 'near' | 'far', twist = 0): void => {
    const flap = 0.2 + Math.sin(turn) * 0.85 + twist
    const root = p(side === 'near' ? -0.02 : 0.08, -0.1)
    const lift = (x: number, y: number): Point => ({
      x: root.x + (x - y * 0.25 * flap) * s * f,
      y: root.y - y * flap * s - 0.04 * s,
    })
    const spine = [root, lift(-0.12, 0.5), lift(-0.5, 0.95)]
    const shape =
      bent && (side === 'near') === bent.rng().next() < 0.6
        ? noodle(spine, [0.34 * s, 0.3 * s, 0.1 * s], bent.amount, bent.rng())
        : null
    const colour = side === 'near' ? lighter(feather, 0.12) : darker(feather, 0.24)
    const paint = (): void => {
      if (shape) {
        pen.tube(shape.spine, shape.widths, colour)
        return
      }
      for (let quill = 0; quill < 5; quill += 1) {
        const share = quill / 4
        const from =
          share < 0.5
            ? between(spine[0] as Point, spine[1] as Point, share * 2)
            : between(spine[1] as Point, spine[2] as Point, share * 2 - 1)
        pen.tube(
          [from, { x: from.x - (0.32 - 0.08 * share) * s * f, y: from.y + (0.12 + 0.1 * share) * s }],
          [0.17 * s, 0.07 * s],
          darker(colour, 0.1 + 0.12 * (quill % 2)),
        )
      }
      pen.tube(spine, [0.24 * s, 0.18 * s, 0.07 * s], colour)
    }
    if (missing && (side === 'near') === missing.rng().next() < 0.6) {
      pen.markPlace('limb_deficiency', spine, 8)
      pen.tube([root, between(root, spine[1] as Point, 0.25)], [0.2 * s, 0.14 * s], darker(colour, 0.2))
      if (missing.amount > 0.6) drawDissolving(pen, spine, 0.22 * s, colour, missing.rng())
    } else if (shape) pen.marking('limb_deformation', paint)
    else paint()
  }
  const trunk = (): void => {
    pen.tube([p(-0.4, 0.02), p(0, 0.03), p(0.3, -0.05)], [0.12 * s, 0.34 * s, 0.25 * s], feather)
    pen.tube([p(-0.1, 0.12), p(0.26, 0.05)], [0.1 * s, 0.12 * s], lighter(feather, 0.4), { plain: true })
  }
  const whole = (): void => {
    wing('far')
    pen.poly([p(-0.36, -0.03), p(-0.78, -0.14), p(-0.84, 0.02), p(-0.74, 0.16), p(-0.36, 0.08)], darker(feather, 0.18))
    for (const x of [-0.14, -0.04]) pen.tube([p(x, 0.16), p(x - 0.2, 0.26)], [0.03 * s, 0.02 * s], '#d98a3a')
    const wrung = active.get('torso_deformation')
    if (wrung)
      pen.within(wring(p(-0.4, 0), p(0.36, -0.05), wrung.amount, wrung.rng()), () =>
        pen.marking('torso_deformation', trunk),
      )
    else trunk()
    drawBeak(stage, p(0.4, -0.14), 0.16 * s, f, feather)
    wing('near')
    if (extra) pen.marking('extra_limbs', () => wing('near', extra.rng().next() < 0.5 ? 1.1 : -1.1))
  }
  const blur = active.get('motion_blur')
  if (blur) smear(stage, pen.measured(whole, 0), blur)
  else whole()
  return body
}

function drawBeak(stage: Stage, centre: Point, r: number, f: number, feather: string): void {
  const { pen } = stage
  const fault = stage.active.get('facial_deformation')
  const rng = fault?.rng()
  const off = (): number => (fault && rng ? (rng.next() - 0.5) * 2.2 * fault.amount * r : 0)
  const draw = (): void => {
    pen.disc(centre, r, 0.92 * r, feather)
    const bill = { x: centre.x + off(), y: centre.y + off() }
    pen.poly(
      [
        { x: bill.x + 0.7 * r * f, y: bill.y - 0.3 * r },
        { x: bill.x + (1.7 * r + off()) * f, y: bill.y + 0.15 * r + off() },
        { x: bill.x + 0.7 * r * f, y: bill.y + 0.4 * r },
      ],
      '#e8973a',
    )
    const eye = { x: centre.x + 0.3 * r * f + off(), y: centre.y - 0.2 * r + off() }
    const grown = fault ? 1 + fault.amount : 1
    pen.poly(ellipse(eye, 0.2 * r * grown, 0.2 * r * grown), '#1b181d', { plain: true })
    pen.poly(ellipse({ x: eye.x + 0.06 * r, y: eye.y - 0.07 * r }, 0.06 * r, 0.06 * r), '#ffffff', { plain: true })
  }
  if (!fault) {
    draw()
    return
  }
  const box = pen.marking('facial_deformation', () => pen.within(melt(centre, r, fault.amount, fault.rng()), draw))
  if (box) stage.effect({ kind: 'swirl', box, amount: fault.amount, seed: fault.rng().int(2 ** 31) })
}
