import { z } from 'zod'
import { ModelManifest } from './model-manifest'

/** A model as it lies on disk. `sha256` is the graph's: what a model version is registered with. */
export const ModelFolder = z.object({
  engine: z.literal('frame-onnx'),
  /** Absolute path. */
  folder: z.string(),
  /** Absolute path of the graph. */
  modelPath: z.string(),
  manifest: ModelManifest,
  sha256: z.string(),
})
export type ModelFolder = z.infer<typeof ModelFolder>

/** A folder that is no usable model; the message names every problem found. */
export class ModelFolderError extends Error {
  override readonly name = 'ModelFolderError'
}

/** The refusal of a folder: which one, then a sentence for each problem. */
export function folderError(folder: string, problems: readonly string[]): ModelFolderError {
  return new ModelFolderError(`The model folder ${folder} cannot be used: ${problems.join(' ')}`)
}
