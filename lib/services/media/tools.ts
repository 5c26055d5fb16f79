/** What the worker finds out and makes of one file; paths lie in the scratch folder that it was given. */
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
  /** Null where a browser plays the original. */
  proxyPath: string | null
  /** Null where the original, or its proxy, is quick enough to step through. */
  reducedPath: string | null
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
  ingest(file: string, scratch: string, signal: AbortSignal): Promise<IngestOutcome>
  /** Exact frames at display size, upright. */
  frameImages(request: FrameImages, signal: AbortSignal): AsyncIterable<FrameImage>
}
