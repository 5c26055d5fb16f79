export {
  createPlayerState,
  createStillState,
  type Loop,
  neighbourSpeed,
  type PlayerAction,
  type PlayerState,
  reducePlayer,
  SPEEDS,
  totalUs,
} from './player-state'
export { type ClipTiming, clampIndex, endUs, frameAt, frameLengthUs, isHeld, matchFrame, ptsOf } from './timeline'
export {
  AS_IS,
  actualZoom,
  COMPARE_VIEWS,
  type CompareView,
  LIGHT,
  loupePlace,
  type Place,
  reduceView,
  type ViewAction,
  type ViewState,
} from './view-state'
