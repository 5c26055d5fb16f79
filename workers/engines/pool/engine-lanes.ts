import { availableParallelism } from 'node:os'
import type { ModelManifest } from '@/lib/domain/proposals'

export type EngineKind = ModelManifest['engine']

/** Engines of small networks side by side: while one waits for its decoder or the database, the other has the cores. */
const FRAME_ENGINES = 2
/** Clips that ask servers side by side. How many requests are on their way at once is the manifest's to say. */
const SERVER_CLIPS = 8

/** CPU threads of each engine of small networks; they share what the worker may use. */
export function frameEngineThreads(threads = availableParallelism()): number[] {
  const engines = Math.max(1, Math.min(FRAME_ENGINES, threads))
  return Array.from(
    { length: engines },
    (_, place) => Math.floor(threads / engines) + (place < threads % engines ? 1 : 0),
  )
}

/**
 * How many clips a worker scores at once with engines of a kind. A checkpoint fills a GPU by itself.
 * @param threads CPU threads that the engines may use together, all cores when absent
 */
export function engineLanes(threads?: number): Record<EngineKind, number> {
  return { 'frame-onnx': frameEngineThreads(threads).length, 'vlm-onnx': 1, openai: SERVER_CLIPS }
}
