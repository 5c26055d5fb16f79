import type { Side } from '@/lib/domain/labelling'
import { unreachable } from '@/lib/domain/shared'
import { type ClipTiming, clampIndex, endUs, frameAt, ptsOf } from './timeline'

export const SPEEDS = [0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2] as const

/** One clock for both clips. Sides are canonical; `frames` names the source index each side should show. */
export type PlayerState = {
  clips: Record<Side, ClipTiming>
  /** A frame pair: both frames are given, there is nothing to play or step. */
  still: boolean
  /** Media time, µs from the first frame of both clips. */
  timeUs: number
  playing: boolean
  /** 0.1–2. */
  speed: number
  focus: Side
  frames: Record<Side, number>
}

export type PlayerAction =
  | { type: 'play' }
  | { type: 'pause' }
  | { type: 'tick'; timeUs: number }
  /** The frame that playback put on screen, reported by the video element. */
  | { type: 'presented'; side: Side; index: number }
  | { type: 'seek-time'; timeUs: number }
  | { type: 'seek-frame'; side: Side; index: number }
  /** Whole source frames of the focused side. */
  | { type: 'step'; frames: number }
  | { type: 'focus'; side: Side }
  | { type: 'speed'; speed: number }

export function createPlayerState(clips: Record<Side, ClipTiming>, focus: Side): PlayerState {
  return { clips, still: false, timeUs: 0, playing: false, speed: 1, focus, frames: { A: 0, B: 0 } }
}

export function createStillState(
  clips: Record<Side, ClipTiming>,
  focus: Side,
  frames: Record<Side, number>,
  timeUs: number,
): PlayerState {
  return { clips, still: true, timeUs, playing: false, speed: 1, focus, frames }
}

/** Where the clock ends: the longer clip's end, µs. */
export function totalUs({ clips }: Pick<PlayerState, 'clips'>): number {
  return Math.max(endUs(clips.A), endUs(clips.B))
}

/** Source: docs/spec/player.md [PL1]–[PL3] */
export function reducePlayer(state: PlayerState, action: PlayerAction): PlayerState {
  if (action.type === 'focus') return state.focus === action.side ? state : { ...state, focus: action.side }
  if (state.still) return state
  switch (action.type) {
    case 'play': {
      const timeUs = state.timeUs >= lastFrameUs(state) ? 0 : state.timeUs
      return { ...at(state, timeUs), playing: true }
    }
    case 'pause':
      return state.playing ? seekFrame(state, state.focus, state.frames[state.focus]) : state
    case 'tick': {
      if (!state.playing) return state
      if (action.timeUs >= totalUs(state)) return { ...at(state, lastFrameUs(state)), playing: false }
      return { ...state, timeUs: action.timeUs }
    }
    case 'presented':
      if (!state.playing || state.frames[action.side] === action.index) return state
      return {
        ...state,
        frames: { ...state.frames, [action.side]: clampIndex(state.clips[action.side], action.index) },
      }
    case 'seek-time':
      return { ...at(state, action.timeUs), playing: state.playing }
    case 'seek-frame':
      return seekFrame(state, action.side, action.index)
    case 'step':
      return seekFrame(state, state.focus, state.frames[state.focus] + action.frames)
    case 'speed':
      return { ...state, speed: Math.min(2, Math.max(0.1, action.speed)) }
    default:
      return unreachable(action)
  }
}

/** The next slower or faster of the offered speeds. */
export function neighbourSpeed(speed: number, direction: 1 | -1): number {
  const offered = direction > 0 ? SPEEDS : SPEEDS.toReversed()
  return offered.find((candidate) => (candidate - speed) * direction > 1e-9) ?? speed
}

function at(state: PlayerState, timeUs: number): PlayerState {
  const clamped = Math.max(0, Math.min(totalUs(state), timeUs))
  return {
    ...state,
    timeUs: clamped,
    frames: { A: frameAt(state.clips.A, clamped), B: frameAt(state.clips.B, clamped) },
  }
}

function seekFrame(state: PlayerState, side: Side, index: number): PlayerState {
  const exact = clampIndex(state.clips[side], index)
  const moved = at(state, ptsOf(state.clips[side], exact))
  return { ...moved, playing: false, frames: { ...moved.frames, [side]: exact } }
}

function lastFrameUs({ clips }: PlayerState): number {
  return Math.max(ptsOf(clips.A, clips.A.ptsUs.length - 1), ptsOf(clips.B, clips.B.ptsUs.length - 1))
}
