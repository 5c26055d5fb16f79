import type { FrameSource } from './frames/source'
import type { PlayerAction, PlayerState } from './store/player-state'
import { frameAt } from './store/timeline'

type ClockHost = {
  player: () => PlayerState
  dispatch: (action: PlayerAction) => void
  /** Whether both videos are moving; the clock waits for the slower one. */
  ready: () => boolean
}

/** Drives media time while playing: one animation frame, one tick. Returns the way to stop it. */
export function startClock({ player, dispatch, ready }: ClockHost): () => void {
  let last: number | null = null
  let request = requestAnimationFrame(tick)

  function tick(nowMs: number): void {
    request = requestAnimationFrame(tick)
    const { playing, timeUs, speed } = player()
    if (!playing || !ready()) {
      last = null
      return
    }
    // A tab that slept must not jump: at most a quarter of a second passes between two frames.
    const elapsedMs = last === null ? 0 : Math.min(250, nowMs - last)
    last = nowMs
    if (elapsedMs > 0) dispatch({ type: 'tick', timeUs: timeUs + elapsedMs * 1000 * speed })
  }

  return () => cancelAnimationFrame(request)
}

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
