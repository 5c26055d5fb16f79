import path from 'node:path'
import { type RegisteredModel, RegisterModel } from '@/lib/contracts/http/proposals'
import { type ModelManifest, manifestChanges } from '@/lib/domain/proposals'
import { audit, type Context, type Verb, withTransaction } from '@/lib/platform/context'
import type { ModelVersion, Tx } from '@/lib/platform/db'
import { env } from '@/lib/platform/env'
import { conflict, invalid } from '@/lib/platform/errors'
import { storable } from '@/lib/platform/stored'
import { requireAbility } from '@/lib/services/accounts'
import { toModelView } from './internal'
import { type ModelFolder, ModelFolderError, readModelFolder } from './model-folder'
import { unknownLabels } from './read-models'
import { manifestOf } from './stored'
import { tryModel } from './try-model'

const BUILTIN = 'builtin:'

/** Where a model is: its folder, and the folder that must contain it and all its files. */
export type ModelPlace = { folder: string; root: string }

/**
 * The folder of a model's location: "builtin:default" is included in the product, any other is in the models folder.
 * @throws AppError invalid for a path outside the folder
 */
export function modelPlaceOf(location: string, modelsFolder: string): ModelPlace {
  const isBuiltin = location.startsWith(BUILTIN)
  const root = isBuiltin ? path.resolve('models') : path.resolve(modelsFolder)
  const folder = path.resolve(root, isBuiltin ? location.slice(BUILTIN.length) : location)
  if (!folder.startsWith(root + path.sep)) {
    throw invalid(
      'model-location',
      `"${location}" is not a folder in the models folder; put the model there and name its folder.`,
    )
  }
  return { folder, root }
}

/** Opens the model as well, unless its version is known: then it was opened before, or another one is refused anyway. */
async function read({ db }: Context, { projectId, location }: RegisterModel): Promise<ModelFolder> {
  try {
    const { folder, root } = modelPlaceOf(location, env().FRAMEJURY_MODELS)
    const found = await readModelFolder(folder, { root })
    const { name, version } = found.manifest
    const known = await db.modelVersion.findUnique({ where: { projectId_name_version: { projectId, name, version } } })
    if (!known) await tryModel(found)
    return found
  } catch (error) {
    if (error instanceof ModelFolderError) throw invalid('model-folder', error.message)
    throw error
  }
}

/** Registers a model folder by its content, with its checksum, once it has been opened. The same version again gives the row that is there. */
export async function registerModel({ ctx, input }: Verb<RegisterModel>): Promise<RegisteredModel> {
  const { projectId, location } = RegisterModel.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'runs.manage')
  const { manifest, sha256, engine } = await read(ctx, { projectId, location })
  return withTransaction(ctx, async (tx) => {
    const { name, version } = manifest
    const [created] = await tx.modelVersion.createManyAndReturn({
      data: [
        {
          projectId,
          name,
          version,
          engine,
          location,
          sha256,
          manifest: storable(manifest),
          createdAt: ctx.now(),
        },
      ],
      skipDuplicates: true,
    })
    if (created) {
      await audit(tx, ctx, {
        projectId,
        verb: 'model.register',
        entityId: created.id,
        difference: { name, version },
      })
      return registered(tx, created, true)
    }
    const known = await tx.modelVersion.findUniqueOrThrow({
      where: { projectId_name_version: { projectId, name, version } },
    })
    refuseChanges(known, manifest)
    if (known.sha256 !== sha256) {
      throw conflict(
        'version-taken',
        `${name} ${version} is registered with ${engine === 'openai' ? 'another model.json' : 'other weights'}; give the changed model a new version in model.json.`,
      )
    }
    return registered(tx, known, false)
  })
}

/** Source: docs/spec/proposals.md [PP11] */
function refuseChanges(known: ModelVersion, found: ModelManifest): void {
  const { name, version } = known
  const changes = manifestChanges(manifestOf(known), found)
  if (changes.length === 0) return
  throw conflict(
    'version-taken',
    `${name} ${version} is registered with other values of ${changes.join(', ')}. To use the changed model.json, raise its "version" and register again; otherwise put the values back.`,
  )
}

async function registered(tx: Tx, row: ModelVersion, isNew: boolean): Promise<RegisteredModel> {
  const view = toModelView(row)
  return { ...view, isNew, unknownLabels: await unknownLabels(tx, row.projectId, view) }
}
