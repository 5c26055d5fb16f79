export {
  ClipView,
  type ClipViewProps,
  FrameCanvas,
  type Playback,
  type ShownFrame,
  usePixels,
  useSource,
} from './clip-view'
export { startClock } from './clock'
export { FrameCrop, type FrameCropProps } from './crop/frame-crop'
export type { DecodedFrame } from './frames/frame-cache'
export { FRAME_BUDGET_BYTES, FramePool, type PoolFigures } from './frames/frame-pool'
export type { Span } from './frames/frame-window'
export { type AskFrame, pollServerFrame } from './frames/server-frame'
export { type FrameSource, WaitingSource } from './frames/source'
export type { LayerBox } from './overlay/box-gesture'
export { BoxLayer, type BoxLayerProps, BoxOutlines } from './overlay/box-layer'
export { Stage, type StageProps } from './stage'
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
} from './store/player-state'
export { type ClipTiming, endUs, frameAt, frameLengthUs, isHeld, ptsOf } from './store/timeline'
export {
  COMPARE_VIEWS,
  type CompareView,
  LIGHT,
  type Place,
  type ViewAction,
  type ViewState,
} from './store/view-state'
