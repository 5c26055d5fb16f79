import type { WorkspaceStore } from '@/components/labelling'
import { frameAt } from '@/components/player'
import { matchFrame } from '@/components/player/store'
import { SCREEN_SIDES, type ScreenSide } from '@/lib/domain/labelling'

/** Frames between what is on screen and what the clock says, one number for each presented frame. */
export type SyncSamples = { side: ScreenSide; by: 'video' | 'frames'; off: number }[]

let samples: SyncSamples = []
let stop = new AbortController()

/** Watches both sides from now on: video elements by requestVideoFrameCallback, canvases in each display frame. */
export function startSync(store: WorkspaceStore): void {
  samples = []
  stop = new AbortController()
  for (const side of SCREEN_SIDES) {
    const panel = document.querySelector(`[data-side="${side}"]`)
    const media = panel?.querySelector('video')
    if (media) watchVideo(store, side, media, stop.signal)
    else if (panel) watchCanvas(store, side, panel, stop.signal)
  }
}

export function stopSync(): SyncSamples {
  stop.abort()
  return samples
}

function clockUs(store: WorkspaceStore, aheadMs: number): number {
  const { timeUs, speed } = store.getState().player
  return timeUs + aheadMs * 1000 * speed
}

function watchVideo(store: WorkspaceStore, side: ScreenSide, media: HTMLVideoElement, signal: AbortSignal): void {
  function presented(nowMs: number, { mediaTime, expectedDisplayTime }: VideoFrameCallbackMetadata): void {
    if (signal.aborted) return
    const { clips, playing } = store.getState().player
    const index = matchFrame(clips[side].ptsUs, Math.round(mediaTime * 1e6))
    if (playing && index !== null) {
      const due = frameAt(clips[side], clockUs(store, expectedDisplayTime - nowMs))
      samples.push({ side, by: 'video', off: index - due })
    }
    media.requestVideoFrameCallback(presented)
  }
  media.requestVideoFrameCallback(presented)
}

function watchCanvas(store: WorkspaceStore, side: ScreenSide, panel: Element, signal: AbortSignal): void {
  function look(): void {
    if (signal.aborted) return
    const canvas = panel.querySelector<HTMLCanvasElement>('[data-testid="frame-canvas"]')
    const { clips, playing } = store.getState().player
    // After all animation callbacks of this display frame have run.
    const channel = new MessageChannel()
    channel.port1.onmessage = () => {
      if (!playing || !canvas) return
      samples.push({ side, by: 'frames', off: Number(canvas.dataset.frame) - frameAt(clips[side], clockUs(store, 0)) })
    }
    channel.port2.postMessage(null)
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
