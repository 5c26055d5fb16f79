import type { Pen } from '../pen'
import { dense } from '../shapes'
import type { ObjectKind, Point } from '../types'
import { ball } from './ball'
import { bicycle } from './bicycle'
import { bottle } from './bottle'
import { chair } from './chair'
import { crate } from './crate'
import { cup } from './cup'
import { guitar } from './guitar'
import { kettle } from './kettle'
import { lamp } from './lamp'
import { plant } from './plant'
import type { Thing, ThingPainter } from './thing'
import { umbrella } from './umbrella'
import { vase } from './vase'

export type { Thing } from './thing'

const PAINTERS: Record<ObjectKind, ThingPainter> = {
  ball,
  bicycle,
  bottle,
  chair,
  crate,
  cup,
  guitar,
  kettle,
  lamp,
  plant,
  umbrella,
  vase,
}

/** Width by height. */
export function aspectOf(kind: ObjectKind): number {
  return PAINTERS[kind].aspect
}

/** Draws the thing standing on its base. */
export function drawThing(pen: Pen, thing: Thing): void {
  const { base, height: h } = thing
  const [cos, sin] = [Math.cos(thing.lean), Math.sin(thing.lean)]
  const p = (x: number, y: number): Point => ({
    x: base.x + (x * cos + y * sin) * h,
    y: base.y - (y * cos - x * sin) * h,
  })
  const block = (corners: readonly (readonly [number, number])[], fill: string): void =>
    pen.poly(dense(corners.map(([x, y]) => p(x, y))), fill)
  PAINTERS[thing.kind].draw({ pen, thing, p, block })
}
