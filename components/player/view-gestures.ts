import type { Place, ViewAction } from './store'

type Host = {
  /** The panel that listens. */
  panel: HTMLElement
  /** The frame, as large as it is drawn now. */
  frame: HTMLElement
  zoom: () => number
  onView: (action: ViewAction) => void
  /** Whether places under the pointer are wanted. */
  points: () => boolean
}

/** Zoom per unit of a wheel's movement; pinching on a touchpad comes as smaller movements with Ctrl. */
const WHEEL = 0.0015
const PINCH = 0.01
/** A wheel that counts lines, in pixels a line. */
const LINE_PX = 16

/** Wheel and pinch zoom, the middle button or Ctrl and drag pan. Returns the way to stop. */
export function listenToGestures({ panel, frame, zoom, onView, points }: Host): () => void {
  const stop = new AbortController()
  const fingers = new Map<number, { x: number; y: number }>()
  let panning: { id: number; x: number; y: number } | null = null

  function placeOf({ clientX, clientY }: { clientX: number; clientY: number }): Place {
    const { left, top, width, height } = frame.getBoundingClientRect()
    return { x: unit((clientX - left) / width), y: unit((clientY - top) / height) }
  }

  function pan(dx: number, dy: number): void {
    const { width, height } = frame.getBoundingClientRect()
    const seen = Math.max(1, zoom())
    onView({ type: 'pan', x: (-dx / width) * seen, y: (-dy / height) * seen })
  }

  function wheel(event: WheelEvent): void {
    event.preventDefault()
    const moved = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1)
    onView({ type: 'zoom', factor: Math.exp(-moved * (event.ctrlKey ? PINCH : WHEEL)), at: placeOf(event) })
  }

  function press(event: PointerEvent): void {
    if (event.pointerType === 'touch') fingers.set(event.pointerId, { x: event.clientX, y: event.clientY })
    if (fingers.size === 2) {
      // A second finger: whatever the first one began to draw was no drawing.
      for (const pointerId of fingers.keys())
        event.target?.dispatchEvent(new PointerEvent('pointercancel', { bubbles: true, pointerId }))
      event.stopPropagation()
      return
    }
    const drags = event.button === 1 || (event.button === 0 && (event.ctrlKey || event.metaKey))
    if (!drags) return
    event.preventDefault()
    event.stopPropagation()
    panel.setPointerCapture(event.pointerId)
    panning = { id: event.pointerId, x: event.clientX, y: event.clientY }
  }

  function move(event: PointerEvent): void {
    if (points()) onView({ type: 'point', at: placeOf(event) })
    if (fingers.size === 2 && fingers.has(event.pointerId)) {
      event.stopPropagation()
      pinch(event)
      return
    }
    if (panning?.id !== event.pointerId) return
    event.stopPropagation()
    pan(event.clientX - panning.x, event.clientY - panning.y)
    panning = { id: event.pointerId, x: event.clientX, y: event.clientY }
  }

  function pinch(event: PointerEvent): void {
    const before = [...fingers.values()]
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY })
    const after = [...fingers.values()]
    const was = middle(before)
    const is = middle(after)
    pan(is.x - was.x, is.y - was.y)
    const factor = spread(after) / Math.max(1, spread(before))
    onView({ type: 'zoom', factor, at: placeOf({ clientX: is.x, clientY: is.y }) })
  }

  function release(event: PointerEvent): void {
    if (panning?.id === event.pointerId) panning = null
    if (event.isTrusted) fingers.delete(event.pointerId)
  }

  const listen = { signal: stop.signal, capture: true }
  panel.addEventListener('wheel', wheel, { ...listen, passive: false })
  panel.addEventListener('pointerdown', press, listen)
  panel.addEventListener('pointermove', move, listen)
  panel.addEventListener('pointerup', release, listen)
  panel.addEventListener('pointercancel', release, listen)
  panel.addEventListener('pointerleave', () => points() && onView({ type: 'point', at: null }), { signal: stop.signal })
  return () => stop.abort()
}

function unit(value: number): number {
  return Math.max(0, Math.min(1, value))
}

function middle(points: readonly { x: number; y: number }[]): { x: number; y: number } {
  const sum = points.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }), { x: 0, y: 0 })
  return { x: sum.x / points.length, y: sum.y / points.length }
}

function spread([a, b]: readonly { x: number; y: number }[]): number {
  return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0
}
