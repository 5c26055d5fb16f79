import { type Box, createRng, type Rng } from '@/lib/domain/shared'
import type { Pen } from './pen'
import { PATTERNS, type Pattern } from './surface'
import type { ClipSpec, Extra, LabelKey, PixelEffect } from './types'

/** A planted distortion as it stands on one frame. */
export type Active = {
  /** 0.5–1 */
  amount: number
  /** A fresh stream of the same numbers at every call, so that every frame of a stretch agrees. */
  rng(): Rng
}

/** Everything a drawing function may look at. Stage units: the shorter side of the frame is 360. */
export type Stage = {
  pen: Pen
  spec: ClipSpec
  width: number
  height: number
  ground: number
  /** Seconds since the first frame. */
  seconds: number
  /** Seconds, run at the clip's own tempo: what motion is a function of. */
  beat: number
  active: ReadonlyMap<LabelKey, Active>
  /** Fresh stream of the clip's look, by purpose. */
  look(purpose: string): Rng
  effect(effect: PixelEffect): void
  /** Runs `draw` for its result alone; nothing of it stays. */
  rehearse<T>(draw: () => T): T
}

export const STAGE_UNIT = 360

export function lookOf(spec: ClipSpec, purpose: string): Rng {
  return createRng(`${spec.contentSeed}:${purpose}`)
}

export function pick<T>(items: readonly T[], rng: Rng): T {
  const item = items[rng.int(items.length)]
  if (item === undefined) throw new RangeError('pick from an empty list')
  return item
}

export function range(rng: Rng, low: number, high: number): number {
  return low + rng.next() * (high - low)
}

/** What the clothes, coat or thing is printed with; nothing outside clips that say so. */
export function patternFor(stage: Stage, purpose: string): { pattern?: Pattern } {
  const rng = stage.look(`${purpose}:pattern`)
  return stage.spec.variety?.patterned && rng.next() < 0.6 ? { pattern: pick(PATTERNS, rng) } : {}
}

export function hasExtra(stage: Stage, extra: Extra): boolean {
  return stage.spec.variety?.extras.includes(extra) ?? false
}

/** Smears a drawn region into fragments and says so in the truth. */
export function smear(stage: Stage, box: Box | null, active: Active): void {
  if (!box) return
  stage.pen.mark('motion_blur', box)
  stage.effect({ kind: 'fragments', box, amount: active.amount, seed: active.rng().int(2 ** 31) })
}
