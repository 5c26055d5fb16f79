import { type ImportView, StartImport } from '@/lib/contracts/http/media'
import { jobs } from '@/lib/contracts/jobs'
import { importMachine } from '@/lib/domain/media'
import { audit, type Verb, withTransaction } from '@/lib/platform/context'
import { conflict, invalid, notFound } from '@/lib/platform/errors'
import { enqueue } from '@/lib/platform/queue'
import { requireTransition } from '@/lib/platform/transition'
import { requireAbility } from '@/lib/services/accounts'
import { toImportView } from './import-progress'
import { dropStaged } from './keys'

/** Begins an import: from now on nothing is received, and a job matches what was. */
export async function startImport({ ctx, input }: Verb<StartImport>): Promise<ImportView> {
  const { projectId, importId, manifest } = StartImport.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'media.manage')
  const { view, unused } = await withTransaction(ctx, async (tx) => {
    const found = await tx.import.findFirst({ where: { id: importId, projectId } })
    if (!found) throw notFound('import')
    const data = { problem: null, ...(manifest ? {} : { manifestKey: null, manifestName: null }) }
    const refusal = conflict('import-started', 'This import has already started.')
    await requireTransition(tx, importMachine, { where: { id: importId }, to: 'matching', data }, refusal)
    const row = await tx.import.findUniqueOrThrow({ where: { id: importId } })
    if (manifest && !row.manifestKey)
      throw invalid('no-manifest', 'No manifest was received; upload it to this import before you start.')
    if (!manifest && (await tx.importItem.count({ where: { importId } })) === 0)
      throw invalid('no-files', 'No file was received; add clips before you start.')
    await enqueue(tx, jobs.matchImport, { importId })
    await audit(tx, ctx, {
      projectId,
      verb: 'import.start',
      entityId: importId,
      difference: { by: manifest ? 'manifest' : 'names' },
    })
    return { view: await toImportView(tx, row), unused: manifest ? null : found.manifestKey }
  })
  await dropStaged(ctx, [unused])
  return view
}
