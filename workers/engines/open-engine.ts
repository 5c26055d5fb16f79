import type { Engine } from '@/lib/domain/proposals'
import { EngineOptions } from './engine-options'
import { readModelFolder } from './model-folder'

/**
 * Opens the model in a folder, recognised by its content, in this process. Inference blocks the thread:
 * a worker goes through EngineProcess instead.
 * @throws ModelFolderError naming what is wrong with the folder
 */
export async function openEngine(folder: string, options: EngineOptions = {}): Promise<Engine> {
  const checked = EngineOptions.parse(options)
  const model = await readModelFolder(folder, checked.sha256)
  // Imported late, so that reading a folder never loads the runtime.
  const { openFrameOnnx } = await import('./frame-onnx/open-frame-onnx')
  return openFrameOnnx(model, checked)
}
