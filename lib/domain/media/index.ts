export { isBrowserPlayable, type PlayableFacts, proxyReasons } from './browser-playable'
export { type ClipName, filePathKey, isAbsolutePath, leftOutList, parseClipName, readLeftOut } from './file-names'
export {
  averageFps,
  createFrameTable,
  decodeFrameTable,
  durationUs,
  encodeFrameTable,
  type FrameTable,
  frameCount,
  frameIndexAtUs,
  framePtsUs,
  isVariableRate,
  lastPtsUs,
} from './frame-table'
export { FULL_BUDGET, framesWithin, type IngestBudget, QUICK_BUDGET } from './ingest-budget'
export { GenerationMode, ManifestRow } from './manifest'
export { type FileMatch, matchByManifest, matchByName } from './match-files'
export {
  type ChooseA,
  type Couple,
  type FramePair,
  framePairs,
  type PairableVideo,
  PairKind,
  promptFamily,
  type VideoPair,
  videoPairs,
} from './pairing'
export {
  displaySize,
  fitInside,
  needsReduced,
  outgrows,
  proxySize,
  REDUCED_SIDE,
  type Rotation,
  type Size,
} from './picture-size'
export { type ManifestError, type ManifestReading, readManifest } from './read-manifest'
export { ImportItemState, ImportState, importItemMachine, importMachine, VideoState, videoMachine } from './states'
