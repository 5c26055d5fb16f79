import type { Engine } from '@/lib/domain/proposals'
import { readModelFolder } from '@/lib/services/proposals'
import type { EngineOptions } from './engine-options'
import { openModel } from './open-model'

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
