import type { Engine, ModelFolder } from '@/lib/domain/proposals'
import { unreachable } from '@/lib/domain/shared'
import { readModelFolder } from '@/lib/services/proposals'
import type { EngineOptions } from './engine-options'

/**
 * Opens a model in this process. Inference blocks the thread: a worker uses EngineProcess instead.
 * @throws ModelFolderError when the model is not as in its manifest, or runs on no provider
 */
export async function openModel(model: ModelFolder, options: EngineOptions = {}): Promise<Engine> {
  // Imported late, so that naming an engine never loads its runtime.
  switch (model.engine) {
    case 'frame-onnx': {
      const { openFrameOnnx } = await import('./frame-onnx/open-frame-onnx')
      return openFrameOnnx(model, options)
    }
    case 'openai': {
      const { openOpenai } = await import('./openai/open-openai')
      return openOpenai(model)
    }
    case 'vlm-onnx': {
      const { openVlmOnnx } = await import('./vlm-onnx/open-vlm-onnx')
      return openVlmOnnx(model, options)
    }
    default:
      return unreachable(model)
  }
}

/**
 * Opens the model in a folder, recognised by its content, in this process.
 * @param options.sha256 sum the model version was registered with, when there is one
 * @throws ModelFolderError naming what is wrong with the folder
 */
export async function openEngine(
  folder: string,
  { sha256, ...options }: EngineOptions & { sha256?: string } = {},
): Promise<Engine> {
  return openModel(await readModelFolder(folder, { sha256 }), options)
}
