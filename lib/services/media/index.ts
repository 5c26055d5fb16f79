export { mediaEtag, openMediaToken, type Viewer, viewerOf } from '@/lib/platform/media-url'
export { buildPairs, refreshPromptPairs } from './build-pairs'
export { readClipRef, readsMedia } from './frame-access'
export { getFrame, prepareFrame } from './get-frame'
export { giveUpFile, type IngestFile, ingestFile } from './ingest-file'
export { mediaKeys, stagedFolder, storedObjects } from './keys'
export { listPairs } from './list-pairs'
export { giveUpMatching, matchImport } from './match-import'
export { openImport } from './open-import'
export { parseManifest } from './parse-manifest'
export { type PlayableRow, toFilmstrip, toPlayable } from './playable'
export { getImport, listImportItems, listImports } from './read-imports'
export { getVideo, listVideos } from './read-videos'
export { expectFile, ReceiveFile, receiveFile } from './receive-file'
export { receiveTable, requireTable } from './receive-table'
export { familyOf, fillFamilies } from './register-video'
export { askForCopies, countUnserved, giveUpServing, serveClip } from './serve-clip'
export { startImport } from './start-import'
export { storeFrames } from './store-frames'
export { frameTableOf } from './stored'
export { sweepMedia } from './sweep-media'
export type {
  FrameImage,
  FrameImages,
  IngestedMedia,
  IngestOutcome,
  KnownClip,
  MediaTools,
  ServedCopies,
} from './tools'
