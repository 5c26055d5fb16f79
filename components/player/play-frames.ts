import type { FrameSource } from './frames/source'
import { frameAt } from './store/timeline'

type Played = {
  playing: boolean
  /** The clock's media time, µs. */
  timeUs: () => number
  onPresented: (index: number) => void
  /** Tells the clock whether this clip can go on; null when it leaves. */
  onReady: (ready: (() => boolean) | null) => void
}

/** Plays a clip from its decoded frames: each display frame shows what the clock says. The clock waits for a missing one. */
export function playFrames(source: FrameSource, current: () => Played | null): () => void {
  const { video } = source
  let request = requestAnimationFrame(tick)

  function tick(): void {
    request = requestAnimationFrame(tick)
    const now = current()
    if (!now?.playing) return
    const index = frameAt(video, now.timeUs())
    if (source.peek(index)) now.onPresented(index)
    else source.seek(index)
  }

  function ready(): boolean {
    const index = frameAt(video, current()?.timeUs() ?? 0)
    return source.peek(index) !== null || source.failure(index) !== null
  }

  current()?.onReady(ready)
  return () => {
    cancelAnimationFrame(request)
    current()?.onReady(null)
  }
}
