import { SCREEN_SIDES, type ScreenSide } from '@/lib/domain/labelling'
import { unreachable } from '@/lib/domain/shared'
import { type ClipTiming, clampIndex, endUs, frameAt, frameLengthUs, ptsOf, ROUNDING_US } from './timeline'

export const SPEEDS = [0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2] as const

/** One clock for both clips. Sides are canonical; `frames` names the source index each side should show. */
export type PlayerState = {
  clips: Record<ScreenSide, ClipTiming>
  /** A frame pair: both frames are given, there is nothing to play or step. */
  still: boolean
  /** Media time, µs from the first frame of both clips. */
  timeUs: number
  playing: boolean
  /** 0.1–2. */
  speed: number
  focus: ScreenSide
  frames: Record<ScreenSide, number>
  /** Playback stays within these, µs; null plays to the end. */
  loop: Loop | null
}

export type Loop = { fromUs: number; toUs: number }

export type PlayerAction =
  | { type: 'play' }
  | { type: 'pause' }
  | { type: 'tick'; timeUs: number }
  /** The frame that playback put on screen, reported by the video element. */
  | { type: 'presented'; side: ScreenSide; index: number }
  | { type: 'seek-time'; timeUs: number }
  | { type: 'seek-frame'; side: ScreenSide; index: number }
  /** Whole source frames of the focused side. */
  | { type: 'step'; frames: number }
  | { type: 'focus'; side: ScreenSide }
  | { type: 'speed'; speed: number }
  /** The whole pair again and again, or no longer. */
  | { type: 'loop' }
  /** From the focused side's frame, or to its end, the frame included; both switch the loop on. */
  | { type: 'loop-from' | 'loop-to' }
  /** Moves one end to a frame of a side. */
  | { type: 'loop-end'; end: 'from' | 'to'; side: ScreenSide; index: number }

export function createPlayerState(clips: Record<ScreenSide, ClipTiming>, focus: ScreenSide): PlayerState {
  return { clips, still: false, timeUs: 0, playing: false, speed: 1, focus, frames: { left: 0, right: 0 }, loop: null }
}

export function createStillState(
  clips: Record<ScreenSide, ClipTiming>,
  focus: ScreenSide,
  frames: Record<ScreenSide, number>,
  timeUs: number,
): PlayerState {
  return { clips, still: true, timeUs, playing: false, speed: 1, focus, frames, loop: null }
}

/** Where the clock ends: the longer clip's end, µs. */
export function totalUs({ clips }: Pick<PlayerState, 'clips'>): number {
  return Math.max(endUs(clips.left), endUs(clips.right))
}

/** Source: docs/spec/player.md [PL1]–[PL3] [PL8] */
export function reducePlayer(state: PlayerState, action: PlayerAction): PlayerState {
  if (action.type === 'focus') return state.focus === action.side ? state : { ...state, focus: action.side }
  if (state.still) return state
  switch (action.type) {
    case 'play': {
      return { ...at(state, playFromUs(state)), playing: true }
    }
    case 'pause':
      return state.playing ? seekFrame(state, state.focus, state.frames[state.focus]) : state
    case 'tick': {
      if (!state.playing) return state
      if (state.loop && action.timeUs >= state.loop.toUs) return at(state, wrapped(state.loop, action.timeUs))
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
    case 'loop':
      return { ...state, loop: state.loop ? null : { fromUs: 0, toUs: totalUs(state) } }
    case 'loop-from':
    case 'loop-to': {
      const { focus, frames } = state
      return withLoopEnd(state, action.type === 'loop-from' ? 'from' : 'to', focus, frames[focus])
    }
    case 'loop-end':
      return withLoopEnd(state, action.end, action.side, action.index)
    default:
      return unreachable(action)
  }
}

/** A frame that would turn the range round moves the other end to the end of the clips. */
function withLoopEnd(state: PlayerState, end: 'from' | 'to', side: ScreenSide, index: number): PlayerState {
  const clip = state.clips[side]
  const exact = clampIndex(clip, index)
  const whole = { fromUs: 0, toUs: totalUs(state) }
  const loop = state.loop ?? whole
  if (end === 'from') {
    const fromUs = ptsOf(clip, exact)
    return { ...state, loop: { fromUs, toUs: loop.toUs > fromUs ? loop.toUs : whole.toUs } }
  }
  const toUs = Math.max(1, ptsOf(clip, exact) + frameLengthUs(clip, exact))
  return { ...state, loop: { fromUs: loop.fromUs < toUs ? loop.fromUs : 0, toUs } }
}

/** Where playing begins: here, or at the start when here is the end or outside the loop. */
function playFromUs(state: PlayerState): number {
  const { loop, timeUs } = state
  if (loop) return timeUs < loop.fromUs || timeUs >= lastOf(state, loop) ? loop.fromUs : timeUs
  return timeUs >= lastFrameUs(state) ? 0 : timeUs
}

/** Time of the last frame that begins within the loop, on either side. */
function lastOf({ clips }: PlayerState, { fromUs, toUs }: Loop): number {
  const ends = SCREEN_SIDES.map((side) => ptsOf(clips[side], frameAt(clips[side], toUs - ROUNDING_US - 1)))
  return Math.max(fromUs + 1, ...ends)
}

function wrapped({ fromUs, toUs }: Loop, timeUs: number): number {
  return fromUs + ((timeUs - toUs) % Math.max(1, toUs - fromUs))
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
    frames: { left: frameAt(state.clips.left, clamped), right: frameAt(state.clips.right, clamped) },
  }
}

function seekFrame(state: PlayerState, side: ScreenSide, index: number): PlayerState {
  const exact = clampIndex(state.clips[side], index)
  const moved = at(state, ptsOf(state.clips[side], exact))
  return { ...moved, playing: false, frames: { ...moved.frames, [side]: exact } }
}

function lastFrameUs({ clips }: PlayerState): number {
  return Math.max(ptsOf(clips.left, clips.left.ptsUs.length - 1), ptsOf(clips.right, clips.right.ptsUs.length - 1))
}
