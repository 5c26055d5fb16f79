export { isBrowserPlayable, type PlayableFacts, proxyReasons } from './browser-playable'
export { type ClipName, parseClipName } from './clip-name'
export { displaySize, fitInside, proxySize, type Rotation, type Size } from './display-size'
export { filePathKey, isAbsolutePath } from './file-path'
export { frameIndexAtUs } from './frame-lookup'
export { averageFps, durationUs, isVariableRate } from './frame-rate'
export { createFrameTable, type FrameTable, frameCount, framePtsUs, lastPtsUs } from './frame-table'
export { decodeFrameTable, encodeFrameTable } from './frame-table-codec'
export { FULL_BUDGET, framesWithin, type IngestBudget, QUICK_BUDGET } from './ingest-budget'
export { leftOutList, readLeftOut } from './left-out'
export { GenerationMode, ManifestRow } from './manifest'
export { type FileMatch, matchByManifest, matchByName } from './match-files'
export {
  type ChooseA,
  type Couple,
  type FramePair,
  framePairs,
  type PairableVideo,
  PairKind,
  type VideoPair,
  videoPairs,
} from './pairing'
export { promptFamily } from './prompt-family'
export { type ManifestError, type ManifestReading, readManifest } from './read-manifest'
export { needsReduced, outgrows, REDUCED_SIDE } from './reduced-size'
export { ImportItemState, ImportState, importItemMachine, importMachine, VideoState, videoMachine } from './states'
