import '@/app/tokens.css'
import '@/app/global.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { IntlProvider } from 'use-intl'
import type { WorkspaceStore } from '@/components/labelling'
import { PairWorkspace } from '@/components/labelling'
import { framePool } from '@/components/labelling/panel'
import { en } from '@/components/texts/en'
import type { PlayableVideo } from '@/lib/contracts/http/media'
import { EMPTY_SCREEN_ANSWER } from '@/lib/domain/labelling'
import { defaultTaxonomy } from '@/lib/domain/taxonomy'
import { PATTERN } from './pattern'
import { startSync, stopSync } from './sync-probe'

/** One change of frame: how long it took to be painted, and what was then on screen. */
export type Step = {
  ms: number
  /** How long a frame of the page takes in which nothing happens, measured just before: what the machine itself needs. */
  blankMs: number
  wanted: number
  /** What the pixels say; −1 where the clip has no pattern. */
  drawn: number
  /** What the panel's header says. */
  said: number
  /** Whether the frame was decoded before the key was pressed. */
  held: boolean
}
export type Act = { type: 'key'; key: string; code: string; shift: boolean } | { type: 'scrub' }

const DISPLAY_FRAME_MS = 1000 / 60

const query = new URLSearchParams(location.search)
const videos: Record<string, PlayableVideo> = await (await fetch('/videos.json')).json()
function videoOf(name: string): PlayableVideo {
  const video = videos[query.get(name) ?? '']
  if (!video) throw new Error(`The address names no ${name} clip.`)
  return video
}
const left = videoOf('left')
// The same clip on both sides is two clips to the pool, as it would be with two files.
const right = { ...videoOf('right'), videoId: '00000000-0000-4000-8000-999999999999' }
const budgetMb = query.get('budget')
if (budgetMb) framePool.setBudget(Number(budgetMb) * 1024 * 1024)
const side = (video: PlayableVideo) => ({ video, frameIndex: 0, proposals: [], scores: [], thresholds: null })
let workspace: WorkspaceStore | null = null

createRoot(document.getElementById('root') ?? document.body).render(
  <IntlProvider locale="en" messages={en} timeZone="UTC">
    <QueryClientProvider client={new QueryClient()}>
      <div style={{ position: 'fixed', inset: 0 }}>
        <PairWorkspace
          pair={{
            kind: 'video',
            mode: query.has('i2v') ? 'i2v' : 't2v',
            prompt: 'Every frame says its index',
            timestampUs: 0,
            sides: { left: side(left), right: side(right) },
          }}
          taxonomy={{ tree: defaultTaxonomy }}
          answer={EMPTY_SCREEN_ANSWER}
          onStore={(store) => {
            workspace = store
          }}
        />
      </div>
    </QueryClientProvider>
  </IntlProvider>,
)
const source = framePool.acquire(left)

function leftCanvas(): HTMLCanvasElement {
  const canvas = document.querySelector<HTMLCanvasElement>('[data-side="left"] [data-testid="frame-canvas"]')
  if (!canvas) throw new Error('There is no left canvas.')
  return canvas
}

/** The index that the pixels themselves say. */
function drawnIndex(canvas: HTMLCanvasElement): number {
  const { bits } = PATTERN
  const { width, height } = canvas
  const row = canvas.getContext('2d')?.getImageData(0, Math.floor(height / 4), width, 1).data
  return Array.from({ length: bits }, (_, bit) => {
    const x = Math.floor(((bit + 0.5) * width) / bits)
    return (row?.[x * 4] ?? 0) > 128 ? 1 << bit : 0
  }).reduce((sum, value) => sum + value, 0)
}

/** Presses a key, or the filmstrip where the wanted frame lies, and waits until it is painted. */
async function step(act: Act, wanted: number, pattern: boolean): Promise<Step> {
  const canvas = leftCanvas()
  const blank = performance.now()
  await painted()
  const blankMs = performance.now() - blank
  // A key comes at any moment of a display frame, not always right after one.
  await new Promise((resolve) => setTimeout(resolve, Math.random() * DISPLAY_FRAME_MS))
  const own = source.exact !== null && canvas.width === left.width
  const held = (own ? source.exact : source)?.peek(wanted) != null
  const start = performance.now()
  if (act.type === 'key') {
    const { key, code, shift: shiftKey } = act
    globalThis.dispatchEvent(new KeyboardEvent('keydown', { key, code, shiftKey, bubbles: true, cancelable: true }))
    globalThis.dispatchEvent(new KeyboardEvent('keyup', { key, code, shiftKey, bubbles: true, cancelable: true }))
  } else scrubTo(wanted)
  await until(() => canvas.dataset.frame === String(wanted))
  await painted()
  const ms = performance.now() - start
  const said = Number(document.querySelector<HTMLElement>('[data-testid="frame-index-left"]')?.dataset.index)
  return { ms, blankMs, wanted, drawn: pattern ? drawnIndex(canvas) : -1, said, held }
}

/** A click on the filmstrip in the middle of a frame's time. */
function scrubTo(index: number): void {
  const rail = document.querySelector('[data-testid="filmstrip-left"]')
  const rect = rail?.getBoundingClientRect()
  if (!rail || !rect) throw new Error('There is no filmstrip.')
  const total = Math.max(left.durationUs, right.durationUs)
  const from = left.ptsUs[index] ?? 0
  const middle = (from + (left.ptsUs[index + 1] ?? left.durationUs)) / 2
  const press = { clientX: rect.left + (middle / total) * rect.width, clientY: rect.top + 5, bubbles: true, button: 0 }
  // A pointer that does not exist cannot be captured; the filmstrip must not fail over it.
  Element.prototype.setPointerCapture = () => undefined
  rail.dispatchEvent(new PointerEvent('pointerdown', { ...press, buttons: 1, pointerId: 1 }))
  rail.dispatchEvent(new PointerEvent('pointerup', { ...press, pointerId: 1 }))
}

function until(done: () => boolean, attributeFilter = ['data-frame']): Promise<void> {
  if (done()) return Promise.resolve()
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!done()) return
      observer.disconnect()
      resolve()
    })
    observer.observe(leftCanvas(), { attributes: true, attributeFilter })
  })
}

/** After the browser has put what is drawn now on screen. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = () => resolve()
      channel.port2.postMessage(null)
    })
  })
}

/** Mean grey of the cells of a grid over what is on screen, 0–255. */
function grid(columns: number, rows: number): number[] {
  const { width, height } = leftCanvas()
  const data = leftCanvas().getContext('2d')?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray()
  const sums = new Float64Array(columns * rows)
  const counts = new Float64Array(columns * rows)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4
      const cell = Math.floor((y * rows) / height) * columns + Math.floor((x * columns) / width)
      sums[cell] = (sums[cell] ?? 0) + ((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0)) / 3
      counts[cell] = (counts[cell] ?? 0) + 1
    }
  }
  return [...sums].map((sum, cell) => sum / Math.max(1, counts[cell] ?? 1))
}

Object.assign(globalThis, {
  benchStep: step,
  benchGrid: grid,
  benchOwnPixels: () => until(() => leftCanvas().width === left.width, ['width']),
  benchFigures: () => framePool.figures(),
  benchSpeed: (speed: number) => workspace?.dispatch({ type: 'player', action: { type: 'speed', speed } }),
  benchSync: { start: () => workspace && startSync(workspace), stop: stopSync },
})
