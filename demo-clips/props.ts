import type { Box } from '@/lib/domain/shared'
import { halfOf } from './shapes'
import { hasExtra, pick, range, type Stage, smear } from './stage'
import { aspectOf, drawThing, type Thing } from './things'
import type { ObjectKind, Point } from './types'
import { collapse } from './warps'

export type Prop = {
  thing: Thing
  /** Only the clip's first thing is ever distorted. */
  leading: boolean
  behind: boolean
  held: boolean
}

const COLOURS = ['#c8553d', '#3f7cac', '#e0a030', '#588b6b', '#8d6bb0', '#d7d2c4', '#596275'] as const
const SIZES: Record<ObjectKind, number> = {
  cup: 46,
  bottle: 86,
  ball: 56,
  chair: 120,
  bicycle: 118,
  lamp: 108,
  vase: 76,
  crate: 66,
  plant: 96,
  umbrella: 100,
  guitar: 112,
  kettle: 60,
}

/** Where the clip's things are on this frame: `middle` is the subject's place, `scroll` the ground that has passed. */
export function placeProps(stage: Stage, middle: number, facing: 1 | -1, scroll: number): Prop[] {
  const { spec, width, height } = stage
  const alone = spec.subject === 'still'
  const near = spec.subject === 'hand' || spec.subject === 'portrait'
  const upright = height > width
  const tall = alone ? (upright ? 1 : 1.55) : near ? 1.15 : 1
  const apart = upright ? 0.28 : alone ? 0.16 : near ? 0.3 : 0.25
  return spec.props.map((kind, index) => {
    const rng = stage.look(`prop:${index}`)
    const size = SIZES[kind] * range(rng, 0.92, 1.15) * tall
    const colour = pick(COLOURS, rng)
    const second = pick(
      COLOURS.filter((other) => other !== colour),
      rng,
    )
    const side = index % 2 === 0 ? facing : -facing
    const inTheWay = index === 0 && hasExtra(stage, 'overlap')
    const away = inTheWay ? width * range(rng, 0.02, 0.1) : width * range(rng, apart, apart + 0.06)
    const depth = inTheWay ? range(rng, 6, 18) : range(rng, -14, 16)
    const held = spec.subject === 'person' && spec.action === 'drink' && kind === 'cup'
    const roll = alone && (kind === 'ball' || kind === 'bicycle') ? 34 * Math.sin(stage.beat * 1.6) : 0
    const bounce = alone && kind === 'ball' ? Math.abs(Math.sin(stage.beat * 4)) * 90 : 0
    const x = (alone ? width / 2 : middle - scroll * 0.12) + side * away + roll
    return {
      thing: {
        kind,
        base: { x, y: Math.min(height - 8, stage.ground + depth) - bounce },
        height: held ? size * 0.62 : size,
        colour,
        second,
        spin: roll / (size * 0.4),
        lean: hasExtra(stage, 'tilted') ? range(rng, -0.35, 0.35) : 0,
      },
      leading: index === 0,
      behind: !held && depth < 4,
      held,
    }
  })
}

/** Draws a thing with the collapse that may have befallen it. */
export function drawProp(stage: Stage, prop: Prop): void {
  const { pen, active } = stage
  const { thing } = prop
  const wide = thing.height * aspectOf(thing.kind)
  const fallen = prop.leading ? active.get('object_collapse') : undefined
  if (!prop.held)
    pen.disc({ x: thing.base.x, y: thing.base.y }, wide * 0.5, wide * 0.07, '#000000', { plain: true, opacity: 0.2 })
  if (!fallen) {
    drawThing(pen, thing)
    return
  }
  const reshape = collapse(thing.base, thing.height, fallen.amount, fallen.rng())
  pen.within(reshape, () => pen.marking('object_collapse', () => drawThing(pen, thing)))
}

function overlap(a: Box, b: Box): Box | null {
  const x = Math.max(a.x, b.x)
  const y = Math.max(a.y, b.y)
  const w = Math.min(a.x + a.w, b.x + b.w) - x
  const h = Math.min(a.y + a.h, b.y + b.h) - y
  return w > 0 && h > 0 ? { x, y, w, h } : null
}

/** Sticks the thing through what `body` draws: all of it behind, a slanting half of it in front. */
export function drawThrough(stage: Stage, prop: Prop, centre: Point, body: () => void): void {
  const { pen } = stage
  const fault = stage.active.get('mesh_penetration')
  if (!fault) throw new Error('drawThrough needs an active mesh_penetration')
  const rng = fault.rng()
  const angle = range(rng, 0, 6.28)
  const reach = (0.1 + 0.12 * rng.next()) * prop.thing.height
  const grown = { ...prop, thing: { ...prop.thing, height: prop.thing.height * (prop.held ? 1.7 : 1) } }
  grown.thing.base = {
    x: centre.x + reach * Math.cos(angle),
    y: centre.y + grown.thing.height * 0.5 + reach * Math.sin(angle),
  }
  const around = pen.measured(() => drawProp(stage, grown))
  const subject = pen.measured(body)
  const normal = { x: Math.cos(angle), y: Math.sin(angle) }
  pen.within(
    (points) => halfOf(points, centre, normal),
    () => drawThing(pen, grown.thing),
  )
  const box = around && subject && overlap(around, subject)
  if (box) pen.mark('mesh_penetration', box)
}

/** Clips without a figure: the things alone, the first of them faulty. */
export function drawStill(stage: Stage, props: readonly Prop[]): void {
  const [first, ...others] = props
  if (!first) return
  const second = others[0]
  const rest = (): void => {
    for (const prop of others) drawProp(stage, prop)
  }
  if (stage.active.has('mesh_penetration') && second) {
    const { thing } = second
    drawThrough(stage, first, { x: thing.base.x, y: thing.base.y - thing.height * 0.45 }, rest)
    return
  }
  rest()
  const blur = stage.active.get('motion_blur')
  const box = stage.pen.measured(() => drawProp(stage, first))
  if (blur) smear(stage, box, blur)
}
