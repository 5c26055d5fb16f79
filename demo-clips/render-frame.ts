import { createRng, unreachable } from '@/lib/domain/shared'
import { drawBird, drawQuadruped } from './animals'
import { drawBackdrop, drawWeather, lightOf } from './backdrop'
import { drawHand, drawPortrait } from './closeups'
import { lightingOver } from './colour'
import { drawForeground, drawPasserBy } from './extras'
import { type Camera, Pen } from './pen'
import { drawPerson } from './person'
import { drawProp, drawStill, drawThrough, type Prop, placeProps } from './props'
import { type Active, lookOf, range, STAGE_UNIT, type Stage } from './stage'
import { STYLE_LOOKS } from './styles'
import type { ClipSpec, DrawnFrame, LabelKey, PixelEffect, Point, Subject } from './types'

/**
 * Draws one frame of a clip.
 * @param index 0 … spec.frameCount − 1
 * @returns the picture as SVG of the clip's size, what is to be done to its pixels, and the distortions planted in it
 * @throws RangeError when the clip has no such frame
 */
export function renderFrame(spec: ClipSpec, index: number): DrawnFrame {
  if (!Number.isInteger(index) || index < 0 || index >= spec.frameCount) {
    throw new RangeError(`The clip has frames 0 to ${spec.frameCount - 1}; there is no frame ${index}.`)
  }
  const { stage, effects, night } = openStage(spec, index)
  const facing = stage.look('facing').next() < 0.5 ? 1 : -1
  const share = spec.frameCount > 1 ? index / (spec.frameCount - 1) : 0
  const scroll = facing * paceOf(spec) * stage.beat
  drawBackdrop(stage, scroll, night)
  const drift = spec.subject === 'bird' ? 0.3 : travels(spec) ? 0.12 : 0
  const middle = stage.width * (0.5 + facing * drift * (share - 0.5)) - (drift === 0 ? stage.width * 0.08 * facing : 0)
  const props = placeProps(stage, middle, facing, scroll)
  if (spec.subject === 'still') drawStill(stage, props)
  else drawAround(stage, props, middle, facing)
  drawForeground(stage)
  drawWeather(stage)
  return finish(stage, effects)
}

function openStage(spec: ClipSpec, index: number) {
  const unit = Math.min(spec.width, spec.height)
  const width = (spec.width / unit) * STAGE_UNIT
  const height = (spec.height / unit) * STAGE_UNIT
  const seconds = index / spec.fps
  const motion = createRng(`${spec.motionSeed}:motion`)
  const tempo = range(motion, 0.85, 1.15)
  const zoom = range(motion, -0.05, 0.09)
  const shake = range(motion, 0, 2.2)
  const ease = Math.min(1, seconds)
  const framing = 1.02 + 0.06 * lookOf(spec, 'framing').next()
  const night = spec.style === 'night'
  const light = lightOf(spec.scene, night)
  const effects: PixelEffect[] = []
  const pen = new Pen({
    style: spec.style,
    ambient: light.ambient,
    ambientShare: light.share,
    stage: { width, height },
    camera: cameraOf(spec, {
      width,
      height,
      scale: framing * (1 + zoom * (seconds / 3)),
      shake: shake * ease,
      seconds,
    }),
  })
  const stage: Stage = {
    pen,
    spec,
    width,
    height,
    ground: height * (height > width ? 0.8 : 0.86),
    seconds,
    beat: seconds * tempo,
    active: activeAt(spec, index),
    look: (purpose) => lookOf(spec, purpose),
    effect: (effect) => void effects.push(effect),
    rehearse(draw) {
      const kept = effects.length
      const result = pen.rehearse(draw)
      effects.length = kept
      return result
    },
  }
  return { stage, effects, night }
}

type Handling = { width: number; height: number; scale: number; shake: number; seconds: number }

function cameraOf({ variety }: ClipSpec, { width, height, scale, shake, seconds }: Handling): Camera {
  const centre = { x: width * (variety?.aim.x ?? 0.5), y: height * (variety?.aim.y ?? 0.58) }
  // What the camera aims at stands in the middle; without an aim everything stays where it is.
  const shift = variety ? { x: width / 2 - centre.x, y: height * 0.52 - centre.y } : { x: 0, y: 0 }
  return {
    scale: scale * (variety?.zoom ?? 1),
    angle: (variety?.roll ?? 0) + 0.006 * shake * Math.sin(seconds * 2.3),
    centre,
    shift: { x: shift.x + shake * Math.sin(seconds * 3.1), y: shift.y + shake * Math.sin(seconds * 4.3) },
  }
}

function activeAt(spec: ClipSpec, index: number): Map<LabelKey, Active> {
  const active = new Map<LabelKey, Active>()
  for (const fault of spec.distortions) {
    if (index < fault.firstFrame || index > fault.lastFrame) continue
    const swell = Math.sin(((index - fault.firstFrame + 1) / (fault.lastFrame - fault.firstFrame + 2)) * Math.PI)
    active.set(fault.key, {
      amount: fault.severity * (0.8 + 0.2 * swell),
      rng: () => createRng(`${fault.seed}:${fault.key}`),
    })
  }
  return active
}

function travels(spec: ClipSpec): boolean {
  if (spec.subject === 'person') return spec.action === 'walk' || spec.action === 'run'
  return spec.subject !== 'hand' && spec.subject !== 'portrait' && spec.subject !== 'still'
}

/** Stage units a second that the ground passes below a moving subject. */
function paceOf(spec: ClipSpec): number {
  if (!travels(spec)) return 0
  if (spec.subject === 'person') return spec.action === 'run' ? 120 : 46
  return spec.subject === 'cat' ? 40 : spec.subject === 'horse' ? 130 : 95
}

/** The subject between the things behind it and those before it. */
function drawAround(stage: Stage, props: readonly Prop[], x: number, facing: 1 | -1): void {
  const subject = (): Point => drawSubject(stage, x, facing, props)
  const piercing = stage.active.has('mesh_penetration') ? props.find((prop) => prop.leading) : undefined
  const others = props.filter((prop) => prop !== piercing)
  drawPasserBy(stage, x, facing)
  for (const prop of others) if (prop.behind) drawProp(stage, prop)
  if (piercing) drawThrough(stage, piercing, stage.rehearse(subject), subject)
  else subject()
  for (const prop of others) if (!prop.behind) drawProp(stage, prop)
}

/** How much larger or smaller a subject is drawn in a frame that is higher than wide. */
const UPRIGHT_SIZE: Record<Subject, number> = {
  person: 1.3,
  hand: 1.2,
  portrait: 1.15,
  dog: 0.72,
  cat: 0.72,
  horse: 0.7,
  bird: 0.8,
  still: 1,
}

/** Height at the shoulder, share of the stage. */
const SHOULDER = { dog: 0.36, cat: 0.32, horse: 0.46 } as const

/** Returns the point of the subject that a thing would pierce. */
function drawSubject(stage: Stage, x: number, facing: 1 | -1, props: readonly Prop[]): Point {
  const { spec, height, width, ground } = stage
  const size = range(stage.look('subject'), 0.92, 1.06) * STAGE_UNIT * (height > width ? UPRIGHT_SIZE[spec.subject] : 1)
  switch (spec.subject) {
    case 'person': {
      const anchors = drawPerson(stage, { x, size: size * 0.7, facing })
      for (const { held, thing } of props) {
        if (held) thing.base = { x: anchors.hand.x, y: anchors.hand.y + thing.height * 0.35 }
      }
      return anchors.chest
    }
    case 'hand':
      return drawHand(stage, { x, y: height * 0.52 }, size * 0.52)
    case 'portrait':
      return drawPortrait(stage, { x, y: height * 0.42 }, size * 0.235)
    case 'dog':
    case 'cat':
    case 'horse':
      return drawQuadruped(stage, { x, size: size * SHOULDER[spec.subject], facing }, spec.subject)
    case 'bird':
      return drawBird(stage, { x, y: ground * 0.5 + 14 * Math.sin(stage.beat * 1.7), size: size * 0.36, facing })
    case 'still':
      return { x, y: ground }
    default:
      return unreachable(spec.subject)
  }
}

/** Of the distortions that are not subtle, how many make the picture swim around them; smears and faces have effects of their own. */
const SWIMMING = 0.75
const LEAST_SWIMMING = 0.55

function swims(key: LabelKey, { amount, rng }: Active): boolean {
  return key !== 'motion_blur' && key !== 'facial_deformation' && amount > LEAST_SWIMMING && rng().next() < SWIMMING
}

function finish(stage: Stage, effects: PixelEffect[]): DrawnFrame {
  const { spec, width, height } = stage
  const { body, defs, marks } = stage.pen.result()
  const { grain, edge, ripple } = STYLE_LOOKS[spec.style]
  const vignette = `<radialGradient id="v" cx="0.5" cy="0.48" r="0.75"><stop offset="0.55" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#05060f" stop-opacity="${edge}"/></radialGradient>`
  const light = lightingOver(spec.variety?.lighting ?? 'even', width, height)
  const lens = createRng(`${spec.motionSeed}:lens`)
  if (spec.variety?.lens === 'pan')
    effects.push({ kind: 'pan', amount: range(lens, 0.012, 0.03), angle: range(lens, -0.4, 0.4) })
  if (spec.variety?.lens === 'defocus') effects.push({ kind: 'defocus', amount: range(lens, 0.003, 0.007) })
  for (const { key, box } of marks) {
    const fault = stage.active.get(key)
    if (fault && swims(key, fault))
      effects.push({ kind: 'swim', box, amount: fault.amount, seed: fault.rng().int(2 ** 31) })
  }
  if (ripple > 0) effects.push({ kind: 'ripple', amount: ripple, phase: lens.next() * 6.28 + 2.5 * stage.seconds })
  // The same grain on every frame, like paper: it costs an encoder next to nothing.
  effects.push({ kind: 'grain', amount: grain, seed: spec.contentSeed })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${spec.width}" height="${spec.height}" viewBox="0 0 ${width} ${height}"><defs>${defs}${vignette}</defs>${body}<rect width="${width}" height="${height}" fill="url(#v)"/>${light}</svg>`
  return { svg, effects, truth: { labels: marks } }
}
