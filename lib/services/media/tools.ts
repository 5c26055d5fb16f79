import type { IngestBudget } from '@/lib/domain/media'

/** The files of a clip for browsers. Paths are in the scratch folder. */
export type ServedCopies = {
  servedPath: string
  /** The pictures were encoded again: browsers do not play the original exactly. */
  isProxy: boolean
  /** Null where the other copy is quick enough to step through. */
  reducedPath: string | null
}

/**
 * A clip that was imported before; `proxyFile` and `reducedFile` are the files for browsers beside or instead of the
 * original.
 */
export type KnownClip = {
  file: string
  proxyFile: string | null
  reducedFile: string | null
  ptsUs: readonly number[]
  durationUs: number
  displayWidth: number
  displayHeight: number
  scratch: string
}

/** What the worker reads from one file and makes of it; paths are in the scratch folder it was given. */
export type IngestedMedia = {
  codec: string
  container: string
  pixelFormat: string
  codedWidth: number
  codedHeight: number
  displayWidth: number
  displayHeight: number
  rotation: number
  sampleAspect: { num: number; den: number }
  ptsUs: readonly number[]
  durationUs: number
  fps: number
  variableRate: boolean
  warnings: { code: string; message: string }[]
  posterPath: string
  filmstrip: { path: string; frameIndices: number[]; cellWidth: number; cellHeight: number }
  copies: ServedCopies
}
export type IngestOutcome = { type: 'ready'; media: IngestedMedia } | { type: 'refused'; code: string; message: string }

export type FrameImages = {
  file: string
  /** Source indices, strictly ascending. */
  indices: readonly number[]
  /** The clip's frame table; with it long gaps are crossed by seeking. */
  ptsUs: readonly number[] | null
  format: 'webp' | 'jpeg'
  /** A folder for pictures on their way. */
  scratch: string
}
export type FrameImage = { index: number; image: Uint8Array; width: number; height: number }

/** The decoder as a port: it lives in the worker, which hands it to the verbs. */
export type MediaTools = {
  /** Refuses with `too-heavy` or `too-slow` what is over the budget. */
  ingest(file: string, scratch: string, budget: IngestBudget, signal: AbortSignal): Promise<IngestOutcome>
  copies(clip: KnownClip, signal: AbortSignal): Promise<ServedCopies>
  /** Exact frames at display size, upright. */
  frameImages(request: FrameImages, signal: AbortSignal): AsyncIterable<FrameImage>
}
