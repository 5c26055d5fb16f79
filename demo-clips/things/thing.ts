import type { Pen } from '../pen'
import type { ObjectKind, Point } from '../types'

export type Thing = {
  kind: ObjectKind
  /** Middle of the underside, stage units. */
  base: Point
  height: number
  colour: string
  second: string
  /** Wheels and balls roll: radians. */
  spin: number
  /** Leans over its base: radians. */
  lean: number
}

type Canvas = {
  pen: Pen
  thing: Thing
  /** A place in the thing's own measure: heights from the middle of its underside. */
  p: (x: number, y: number) => Point
  block: (corners: readonly (readonly [number, number])[], fill: string) => void
}

/** How one kind of thing looks. */
export type ThingPainter = {
  /** Width by height. */
  aspect: number
  /** Draws it standing on its base. */
  draw(canvas: Canvas): void
}
