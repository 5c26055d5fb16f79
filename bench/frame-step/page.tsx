import '@/app/tokens.css'
import '@/app/global.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { IntlProvider } from 'use-intl'
import { PairWorkspace } from '@/components/labelling'
import { en } from '@/components/texts/en'
import type { PlayableVideo } from '@/lib/contracts/http/media'
import { EMPTY_ANSWER } from '@/lib/domain/labelling'
import { defaultTaxonomy } from '@/lib/domain/taxonomy'
import { PATTERN } from './pattern'

export type Step = { ms: number; wanted: number; drawn: number; said: number }

const videos: { A: PlayableVideo; B: PlayableVideo } = await (await fetch('/videos.json')).json()
const side = (video: PlayableVideo) => ({ video, frameIndex: 0, proposals: [], scores: [] })

createRoot(document.getElementById('root') ?? document.body).render(
  <IntlProvider locale="en" messages={en} timeZone="UTC">
    <QueryClientProvider client={new QueryClient()}>
      <div style={{ position: 'fixed', inset: 0 }}>
        <PairWorkspace
          pair={{
            kind: 'video',
            mode: 't2v',
            prompt: 'Every frame says its index',
            timestampUs: 0,
            sides: { A: side(videos.A), B: side(videos.B) },
          }}
          taxonomy={{ tree: defaultTaxonomy }}
          leftSide="A"
          answer={EMPTY_ANSWER}
        />
      </div>
    </QueryClientProvider>
  </IntlProvider>,
)

function leftCanvas(): HTMLCanvasElement {
  const canvas = document.querySelector<HTMLCanvasElement>('[data-side="left"] canvas')
  if (!canvas) throw new Error('There is no left canvas.')
  return canvas
}

/** The index that the pixels themselves say. */
function drawnIndex(canvas: HTMLCanvasElement): number {
  const { bits, cell } = PATTERN
  const row = canvas.getContext('2d')?.getImageData(0, cell / 2, bits * cell, 1).data
  return Array.from({ length: bits }, (_, bit) =>
    (row?.[(bit * cell + cell / 2) * 4] ?? 0) > 128 ? 1 << bit : 0,
  ).reduce((sum, value) => sum + value, 0)
}

/** Presses a key and waits until the wanted frame is painted. */
async function step(key: string, code: string, shiftKey: boolean, wanted: number): Promise<Step> {
  const canvas = leftCanvas()
  const start = performance.now()
  globalThis.dispatchEvent(new KeyboardEvent('keydown', { key, code, shiftKey, bubbles: true, cancelable: true }))
  await until(() => canvas.dataset.frame === String(wanted))
  await painted()
  const ms = performance.now() - start
  const said = Number(document.querySelector<HTMLElement>('[data-testid="frame-index-left"]')?.dataset.index)
  return { ms, wanted, drawn: drawnIndex(canvas), said }
}

function until(done: () => boolean): Promise<void> {
  if (done()) return Promise.resolve()
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!done()) return
      observer.disconnect()
      resolve()
    })
    observer.observe(leftCanvas(), { attributes: true, attributeFilter: ['data-frame'] })
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

Object.assign(globalThis, { benchStep: step })
