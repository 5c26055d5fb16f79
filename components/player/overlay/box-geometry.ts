import { type Box, clampBox } from '@/lib/domain/shared'

/** A place on the frame, in fractions of its width and height. */
export type Point = { x: number; y: number }
export type Handle = 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w' | 'nw'
export const HANDLES: readonly Handle[] = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w']
const CORNERS_FIRST: readonly Handle[] = ['nw', 'ne', 'se', 'sw', 'n', 'e', 's', 'w']

export type Drag =
  | { type: 'draw'; from: Point }
  | { type: 'move'; from: Point; box: Box }
  | { type: 'resize'; from: Point; box: Box; handle: Handle }

/** The box that a drag makes of the place it began and the place it is now; always within the frame. */
export function dragged(drag: Drag, to: Point): Box {
  const dx = to.x - drag.from.x
  const dy = to.y - drag.from.y
  switch (drag.type) {
    case 'draw':
      return between(drag.from, to)
    case 'move':
      return clampBox({ ...drag.box, x: drag.box.x + dx, y: drag.box.y + dy })
    case 'resize':
      return resized(drag.box, drag.handle, dx, dy)
  }
}

/** Moves the sides that a handle holds; pulling one past its opposite turns the box over. */
export function resized(box: Box, handle: Handle, dx: number, dy: number): Box {
  const left = box.x + (handle.includes('w') ? dx : 0)
  const right = box.x + box.w + (handle.includes('e') ? dx : 0)
  const top = box.y + (handle.includes('n') ? dy : 0)
  const bottom = box.y + box.h + (handle.includes('s') ? dy : 0)
  return between({ x: left, y: top }, { x: right, y: bottom })
}

/** The handle of a box that a place takes hold of; corners come before edges. */
export function handleAt(point: Point, box: Box, reach: Point): Handle | null {
  const near = (handle: Handle) => {
    const place = handlePlace(box, handle)
    return Math.abs(place.x - point.x) <= reach.x && Math.abs(place.y - point.y) <= reach.y
  }
  return CORNERS_FIRST.find(near) ?? null
}

/** The boxes around a place, smallest first. */
export function boxesAround<Item extends { box: Box }>(point: Point, boxes: readonly Item[]): Item[] {
  return boxes.filter(({ box }) => inside(point, box)).sort((a, b) => area(a.box) - area(b.box))
}

/** What a click selects: the smallest box around, or, where one of them is selected, the one after it. */
export function nextAround<Item extends { id: string }>(
  around: readonly Item[],
  selectedId: string | null,
): Item | null {
  return around[(around.findIndex(({ id }) => id === selectedId) + 1) % Math.max(1, around.length)] ?? null
}

export function handlePlace(box: Box, handle: Handle): Point {
  const x = handle.includes('w') ? 0 : handle.includes('e') ? 1 : 0.5
  const y = handle.includes('n') ? 0 : handle.includes('s') ? 1 : 0.5
  return { x: box.x + box.w * x, y: box.y + box.h * y }
}

function between(a: Point, b: Point): Box {
  const x0 = unit(Math.min(a.x, b.x))
  const y0 = unit(Math.min(a.y, b.y))
  return clampBox({ x: x0, y: y0, w: unit(Math.max(a.x, b.x)) - x0, h: unit(Math.max(a.y, b.y)) - y0 })
}

function unit(value: number): number {
  return Math.max(0, Math.min(1, value))
}

function inside(point: Point, { x, y, w, h }: Box): boolean {
  return point.x >= x && point.x <= x + w && point.y >= y && point.y <= y + h
}

function area({ w, h }: Box): number {
  return w * h
}
