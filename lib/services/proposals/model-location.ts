import path from 'node:path'
import { invalid } from '@/lib/platform/errors'

const BUILTIN = 'builtin:'

/** Where a model lies: its folder, and the one that it and all its files must lie in. */
export type ModelPlace = { folder: string; root: string }

/**
 * The folder behind a model's location: "builtin:default" ships with the product, anything else lies below the models folder.
 * @throws AppError invalid for a path that leaves the folder
 */
export function modelPlaceOf(location: string, modelsFolder: string): ModelPlace {
  const isBuiltin = location.startsWith(BUILTIN)
  const root = isBuiltin ? path.resolve('models') : path.resolve(modelsFolder)
  const folder = path.resolve(root, isBuiltin ? location.slice(BUILTIN.length) : location)
  if (!folder.startsWith(root + path.sep)) {
    throw invalid(
      'model-location',
      `"${location}" is no folder below the models folder; put the model there and name its folder.`,
    )
  }
  return { folder, root }
}
