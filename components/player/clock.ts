import type { PlayerAction, PlayerState } from './store/player-state'

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
