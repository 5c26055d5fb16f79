import { type Box, clampBox } from '@/lib/domain/shared'

/** A place on the frame, in fractions of its width and height. */
export type Point = { x: number; y: number }
export type Handle = 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w' | 'nw'
export const HANDLES: readonly Handle[] = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w']

export type Drag =
  | { type: 'draw'; from: Point }
  | { type: 'move'; from: Point; box: Box }
  | { type: 'resize'; from: Point; box: Box; handle: Handle }

export type Hit = { type: 'handle'; id: string; handle: Handle } | { type: 'box'; id: string }

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

/** What lies under the pointer: a handle of the selected box first, then the smallest box around the place. */
export function hitTest(
  point: Point,
  boxes: readonly { id: string; box: Box; selected: boolean }[],
  reach: Point,
): Hit | null {
  const selected = boxes.find((candidate) => candidate.selected)
  if (selected) {
    for (const handle of HANDLES) {
      const place = handlePlace(selected.box, handle)
      if (Math.abs(place.x - point.x) <= reach.x && Math.abs(place.y - point.y) <= reach.y)
        return { type: 'handle', id: selected.id, handle }
    }
  }
  const around = boxes.filter(({ box }) => inside(point, box)).sort((a, b) => area(a.box) - area(b.box))
  const first = around[0]
  return first ? { type: 'box', id: first.id } : null
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
