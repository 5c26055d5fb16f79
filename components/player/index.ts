export { ClipView, type ClipViewProps, type ShownFrame } from './clip-view'
export { startClock } from './clock'
export { FrameCrop, type FrameCropProps } from './crop/frame-crop'
export type { DecodedFrame } from './frames/frame-cache'
export { createFramePool, type FramePool } from './frames/frame-pool'
export type { FrameSource } from './frames/frame-source'
export { type AskFrame, pollServerFrame } from './frames/server-frame'
export { BoxLayer, type BoxLayerProps, type LayerBox } from './overlay/box-layer'
export { createExternalStore, type ExternalStore } from './store/external-store'
export {
  createPlayerState,
  createStillState,
  neighbourSpeed,
  type PlayerAction,
  type PlayerState,
  reducePlayer,
  SPEEDS,
  totalUs,
} from './store/player-state'
export { type ClipTiming, endUs, frameAt, frameLengthUs, isHeld, ptsOf } from './store/timeline'
