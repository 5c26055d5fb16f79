import { z } from 'zod'
import { FrameOnnxManifest, OpenaiManifest, VlmOnnxManifest } from './model-manifest'

/** Absolute path of the folder, and the sum that a model version is registered with. */
const PLACE = { folder: z.string(), sha256: z.string() }

/** A graph with its manifest. `sha256` is the graph's. */
export const FrameOnnxFolder = z.object({
  ...PLACE,
  engine: z.literal('frame-onnx'),
  /** Absolute path of the graph. */
  modelPath: z.string(),
  manifest: FrameOnnxManifest,
})
export type FrameOnnxFolder = z.infer<typeof FrameOnnxFolder>

/** The address of a server. `sha256` is the manifest's: there are no weights here. */
export const OpenaiFolder = z.object({ ...PLACE, engine: z.literal('openai'), manifest: OpenaiManifest })
export type OpenaiFolder = z.infer<typeof OpenaiFolder>

/** A Qwen2.5-VL checkpoint with its graphs below `onnx/`. `sha256` is that of the weights that `dtype` names, in name order. */
export const VlmOnnxFolder = z.object({ ...PLACE, engine: z.literal('vlm-onnx'), manifest: VlmOnnxManifest })
export type VlmOnnxFolder = z.infer<typeof VlmOnnxFolder>

/** A model as it lies on disk. */
export const ModelFolder = z.discriminatedUnion('engine', [FrameOnnxFolder, OpenaiFolder, VlmOnnxFolder])
export type ModelFolder = z.infer<typeof ModelFolder>

/** A folder that is no usable model; the message names every problem found. */
export class ModelFolderError extends Error {
  override readonly name = 'ModelFolderError'
}

/** The refusal of a folder: which one, then a sentence for each problem. */
export function folderError(folder: string, problems: readonly string[]): ModelFolderError {
  return new ModelFolderError(`The model folder ${folder} cannot be used: ${problems.join(' ')}`)
}
