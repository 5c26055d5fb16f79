import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { ModelFolderError, readModelFolder, tryModel } from '@/lib/services/proposals'
import { broken, type Check } from './check'

async function checkModel(folder: string, root: string): Promise<Check> {
  const name = path.basename(folder)
  try {
    const model = await readModelFolder(folder, { root })
    await tryModel(model)
    const { engine, manifest, sha256 } = model
    const text = `${manifest.name} ${manifest.version}, ${engine}, ${sha256.slice(0, 12)}`
    return { area: 'models', name, state: 'ok', text }
  } catch (error) {
    // A model of one's own that is not finished keeps nothing else from running.
    return { ...broken('models', name, error), state: error instanceof ModelFolderError ? 'note' : 'problem' }
  }
}

/** Every folder that could be registered: the one that ships with Framejury, and those of FRAMEJURY_MODELS. */
export async function checkModels(modelsFolder: string): Promise<Check[]> {
  const builtin = path.resolve('models', 'default')
  const root = path.resolve(modelsFolder)
  const entries = await readdir(root, { withFileTypes: true }).catch(() => [])
  const own = entries
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map((entry) => path.join(root, entry.name))
  const [shipped, ...others] = await Promise.all(
    [builtin, ...own.filter((folder) => folder !== builtin).sort()].map((folder) =>
      checkModel(folder, path.dirname(folder)),
    ),
  )
  return [
    ...(shipped ? [{ ...shipped, state: shipped.state === 'note' ? ('problem' as const) : shipped.state }] : []),
    ...others,
  ]
}
