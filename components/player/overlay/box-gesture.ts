import type { Box } from '@/lib/domain/shared'
import { boxesAround, type Drag, dragged, type Handle, handleAt, nextAround, type Point } from './box-geometry'

export type LayerBox = {
  id: string
  box: Box
  /** A CSS colour, such as var(--l2). */
  colour: string
  caption: string
  /** `between`: computed between two keyframes. */
  kind: 'mark' | 'between' | 'proposal'
}

/** Where a drag draws: from inside any box too (a mark waits for its box), from inside proposals, or beside boxes only. */
export type Draws = 'always' | 'outside-marks' | 'outside-boxes'

/** `id` is what is dragged, null when drawing; `clicked` is what a press without a drag selects. */
export type Gesture = {
  drag: Drag
  id: string | null
  clicked: string | null
  frameIndex: number
  at: Point
  moved: boolean
}

/** What lies under the pointer. */
export type Hit = {
  /** Of the selected box. */
  handle: Handle | null
  /** The box that a press takes hold of. */
  target: LayerBox | null
  around: readonly LayerBox[]
}

/** Below this a drag is a click, CSS pixels. */
const CLICK_PX = 4
/** How far from a handle's middle it still takes hold, CSS pixels. */
const REACH_PX = 9

type Size = { width: number; height: number }

/** @param size of the layer, CSS pixels */
export function hitTest(point: Point, size: Size, boxes: readonly LayerBox[], selectedId: string | null): Hit {
  const selected = boxes.find(({ id }) => id === selectedId)
  const around = boxesAround(point, boxes)
  const handle = selected && handleAt(point, selected.box, { x: REACH_PX / size.width, y: REACH_PX / size.height })
  if (selected && handle) return { handle, target: selected, around }
  return { handle: null, target: around.find(({ id }) => id === selectedId) ?? around[0] ?? null, around }
}

/** What a press without a drag selects; null lets go of the selection. */
export function clickedBox({ handle, target, around }: Hit, selectedId: string | null): string | null {
  return nextAround(around, selectedId)?.id ?? (handle ? (target?.id ?? null) : null)
}

/** Whether a drag from here draws a new box, rather than taking hold of one. */
export function drawsFrom({ handle, target }: Hit, draws: Draws, selectedId: string | null): boolean {
  if (!target) return true
  if (handle) return false
  if (draws === 'always') return true
  return target.kind === 'proposal' && (draws === 'outside-marks' || target.id !== selectedId)
}

type Press = { point: Point; frameIndex: number; draws: Draws; selectedId: string | null }

/** A press: it draws, resizes or moves once the pointer has moved. */
export function beginGesture(hit: Hit, { point: from, frameIndex, draws, selectedId }: Press): Gesture {
  const base = { clicked: clickedBox(hit, selectedId), frameIndex, at: from, moved: false }
  const { handle, target } = hit
  if (!target || drawsFrom(hit, draws, selectedId)) return { ...base, id: null, drag: { type: 'draw', from } }
  const { id, box } = target
  return { ...base, id, drag: handle ? { type: 'resize', from, box, handle } : { type: 'move', from, box } }
}

/** @param size of the layer, CSS pixels */
export function moveGesture(gesture: Gesture, at: Point, size: Size): Gesture {
  const { from } = gesture.drag
  const far = Math.hypot((at.x - from.x) * size.width, (at.y - from.y) * size.height)
  return { ...gesture, at, moved: gesture.moved || far >= CLICK_PX }
}

/** The box that the gesture makes of it so far; null as long as it is a click. */
export function gestureBox({ drag, at, moved }: Gesture): Box | null {
  return moved ? dragged(drag, at) : null
}
