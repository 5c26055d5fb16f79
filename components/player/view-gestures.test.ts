import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ViewAction } from './store'
import { listenToGestures } from './view-gestures'

/** What a browser's event says, as far as gestures look at it. */
class Gesture extends Event {
  constructor(type: string, { bubbles: _, ...said }: { bubbles?: boolean }) {
    super(type, { bubbles: true, cancelable: true })
    Object.assign(this, { button: 0, clientX: 0, clientY: 0, pointerId: 1, pointerType: 'mouse', ...said })
  }
}

beforeEach(() => {
  vi.stubGlobal('PointerEvent', Gesture)
  vi.stubGlobal('WheelEvent', Object.assign(class extends Gesture {}, { DOM_DELTA_LINE: 1 }))
})
afterEach(() => {
  vi.unstubAllGlobals()
})

/** A panel with a frame of 200 × 100 at (10, 20). */
function begin({ zoom = 1, points = false } = {}) {
  const actions: ViewAction[] = []
  const captured: number[] = []
  const panel = Object.assign(new EventTarget(), { setPointerCapture: (id: number) => captured.push(id) })
  const frame = { getBoundingClientRect: () => ({ left: 10, top: 20, width: 200, height: 100 }) }
  const stop = listenToGestures({
    panel: panel as unknown as HTMLElement,
    frame: frame as unknown as HTMLElement,
    zoom: () => zoom,
    onView: (action) => actions.push(action),
    points: () => points,
  })
  function send(type: string, said: object = {}): Event {
    const event = new Gesture(type, said)
    panel.dispatchEvent(event)
    return event
  }
  return { actions, captured, panel, send, stop }
}

const factor = ([action]: ViewAction[]) => (action?.type === 'zoom' ? action.factor : Number.NaN)

test('[PL9] the wheel zooms at the pointer, up comes nearer; a pinch on a touchpad and a wheel of lines move further', () => {
  const { actions, send } = begin()
  const wheel = { clientX: 60, clientY: 45, deltaY: -100, deltaMode: 0 }
  expect(send('wheel', wheel).defaultPrevented).toBe(true)
  expect(actions).toMatchObject([{ type: 'zoom', at: { x: 0.25, y: 0.25 } }])
  expect(factor(actions.splice(0))).toBeCloseTo(Math.exp(0.15))
  send('wheel', { ...wheel, deltaY: 10, ctrlKey: true })
  expect(factor(actions.splice(0))).toBeCloseTo(Math.exp(-0.1))
  send('wheel', { ...wheel, deltaY: -10, deltaMode: 1 })
  expect(factor(actions.splice(0))).toBeCloseTo(Math.exp(0.24))
})

test('[PL9] beside the frame, the nearest place of it is meant', () => {
  const { actions, send } = begin()
  send('wheel', { clientX: 0, clientY: 500, deltaY: 1 })
  expect(actions).toMatchObject([{ at: { x: 0, y: 1 } }])
})

test('[PL9] the middle button pans, and Ctrl or Command with the first; nothing below hears of it', () => {
  for (const how of [{ button: 1 }, { ctrlKey: true }, { metaKey: true }]) {
    const { actions, captured, panel, send } = begin({ zoom: 2 })
    const below = vi.fn()
    panel.addEventListener('pointermove', below)
    expect(send('pointerdown', { clientX: 50, clientY: 50, ...how }).defaultPrevented).toBe(true)
    send('pointermove', { clientX: 70, clientY: 60 })
    send('pointermove', { clientX: 60, clientY: 60 })
    expect(actions).toEqual([
      { type: 'pan', x: -0.2, y: -0.2 },
      { type: 'pan', x: 0.1, y: -0 },
    ])
    expect(captured).toEqual([1])
    send('pointermove', { clientX: 0, clientY: 0, pointerId: 2 })
    send('pointerup', {})
    send('pointermove', { clientX: 0, clientY: 0 })
    expect(actions).toHaveLength(2)
  }
})

test('[PL9] looked at from afar, a drag pans by what it covers of the frame', () => {
  const { actions, send } = begin({ zoom: 0.5 })
  send('pointerdown', { button: 1 })
  send('pointermove', { clientX: 20 })
  expect(actions).toEqual([{ type: 'pan', x: -0.1, y: -0 }])
})

test('a plain press is none of a gesture: it draws', () => {
  const { actions, captured, send } = begin()
  expect(send('pointerdown', { clientX: 50 }).defaultPrevented).toBe(false)
  send('pointermove', { clientX: 70 })
  expect([actions, captured]).toEqual([[], []])
})

test('[PL9] two fingers pan and zoom at once, and what the first began to draw is called off', () => {
  const { actions, panel, send } = begin()
  const cancelled: number[] = []
  panel.addEventListener('pointercancel', (event) => cancelled.push((event as PointerEvent).pointerId))
  const finger = (pointerId: number, clientX: number) => ({ pointerId, clientX, clientY: 70, pointerType: 'touch' })
  send('pointerdown', finger(1, 60))
  expect(cancelled).toEqual([])
  send('pointerdown', finger(2, 100))
  expect(cancelled).toEqual([1, 2])
  send('pointermove', finger(2, 140))
  expect(actions).toEqual([
    { type: 'pan', x: -0.1, y: -0 },
    { type: 'zoom', factor: 2, at: { x: 0.45, y: 0.5 } },
  ])
  send('pointermove', finger(3, 0))
  expect(actions).toHaveLength(2)
})

test('where places are wanted, the pointer says where it is, until it leaves', () => {
  const { actions, send } = begin({ points: true })
  send('pointermove', { clientX: 110, clientY: 70 })
  send('pointerleave')
  expect(actions).toEqual([
    { type: 'point', at: { x: 0.5, y: 0.5 } },
    { type: 'point', at: null },
  ])
  const quiet = begin()
  quiet.send('pointermove', { clientX: 110, clientY: 70 })
  quiet.send('pointerleave')
  expect(quiet.actions).toEqual([])
})

test('whoever stops listening hears no more', () => {
  const { actions, send, stop } = begin({ points: true })
  stop()
  send('wheel', { deltaY: 1 })
  send('pointermove', {})
  send('pointerleave')
  expect(actions).toEqual([])
})
