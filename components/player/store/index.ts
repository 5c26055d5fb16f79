export { createExternalStore, type ExternalStore } from './external-store'
export {
  createPlayerState,
  createStillState,
  neighbourSpeed,
  type PlayerAction,
  type PlayerState,
  reducePlayer,
  SPEEDS,
  totalUs,
} from './player-state'
export { type ClipTiming, clampIndex, endUs, frameAt, frameLengthUs, isHeld, matchFrame, ptsOf } from './timeline'
export { AS_IS, type CompareView, reduceView, type ViewAction, type ViewState } from './view-state'
