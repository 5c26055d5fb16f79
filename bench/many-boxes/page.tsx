import '@/app/tokens.css'
import '@/app/global.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { IntlProvider } from 'use-intl'
import { PairWorkspace } from '@/components/labelling'
import { en } from '@/components/texts/en'
import type { PlayableVideo } from '@/lib/contracts/http/media'
import { defaultTaxonomy } from '@/lib/domain/taxonomy'
import { manyMarks, type Scene } from './marks'

const videos: { A: PlayableVideo; B: PlayableVideo } = await (await fetch('/videos.json')).json()
const side = (video: PlayableVideo) => ({ video, frameIndex: 0, proposals: [], scores: [], thresholds: null })
const scene = (new URLSearchParams(location.search).get('scene') ?? 'none') as Scene

createRoot(document.getElementById('root') ?? document.body).render(
  <IntlProvider locale="en" messages={en} timeZone="UTC">
    <QueryClientProvider client={new QueryClient()}>
      <div style={{ position: 'fixed', inset: 0 }}>
        <PairWorkspace
          pair={{
            kind: 'video',
            mode: 't2v',
            prompt: 'Many boxes',
            timestampUs: 0,
            sides: { left: side(videos.A), right: side(videos.B) },
          }}
          taxonomy={{ tree: defaultTaxonomy }}
          answer={manyMarks(scene, videos.A.ptsUs)}
        />
      </div>
    </QueryClientProvider>
  </IntlProvider>,
)

let stamps: number[] = []
let running = false

function beat(at: number): void {
  if (!running) return
  stamps.push(at)
  requestAnimationFrame(beat)
}

/** Starts to note when each frame of the page is made. */
function begin(): void {
  stamps = []
  running = true
  requestAnimationFrame(beat)
}

/** @returns the time between frames, ms */
function end(): number[] {
  running = false
  return stamps.slice(1).map((at, index) => at - (stamps[index] ?? at))
}

Object.assign(globalThis, { benchFrames: { begin, end } })
