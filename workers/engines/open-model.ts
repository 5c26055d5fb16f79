import type { Engine, ModelFolder } from '@/lib/domain/proposals'
import type { EngineOptions } from './engine-options'

/**
 * Opens a model in this process. Inference blocks the thread: a worker goes through EngineProcess instead.
 * @throws ModelFolderError when the graph is not what model.json says, or runs on no provider
 */
export async function openModel(model: ModelFolder, options: EngineOptions = {}): Promise<Engine> {
  // Imported late, so that naming an engine never loads its runtime.
  const { openFrameOnnx } = await import('./frame-onnx/open-frame-onnx')
  return openFrameOnnx(model, options)
}
