import type { ObjectKind, Point } from './types'

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
