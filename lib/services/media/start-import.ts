import { type ImportView, StartImport } from '@/lib/contracts/http/media'
import { matchByManifest, matchByName } from '@/lib/domain/media'
import { audit } from '@/lib/platform/audit'
import { type Verb, withTransaction } from '@/lib/platform/context'
import { conflict, invalid, notFound } from '@/lib/platform/errors'
import { requireAbility } from '@/lib/services/accounts'
import { closeImportIfDone, toImportViews } from './import-progress'
import { parseManifest } from './parse-manifest'
import { recordMatch } from './record-match'

/** Matches the received files with the manifest (or their names) and hands them to the worker. */
export async function startImport({ ctx, input }: Verb<StartImport>): Promise<ImportView> {
  const { projectId, importId, manifest, leftOut } = StartImport.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'media.manage')
  const reading = manifest ? parseManifest(manifest.format, manifest.text) : null
  const { view, dropped } = await withTransaction(ctx, async (tx) => {
    if (!(await tx.import.findFirst({ where: { id: importId, projectId } }))) throw notFound('import')
    const { count } = await tx.import.updateMany({ where: { id: importId, state: 'open' }, data: { state: 'working' } })
    if (count === 0) throw conflict('import-started', 'This import has begun already.')
    const items = await tx.importItem.findMany({
      where: { importId },
      select: { id: true, file: true, stagedKey: true },
    })
    if (items.length === 0 && !reading) throw invalid('no-files', 'No file was received; add clips before you start.')
    const files = [...items.map((item) => item.file), ...leftOut]
    const match = reading ? matchByManifest(files, reading) : matchByName(files)
    const dropped = await recordMatch(tx, importId, items, match)
    await closeImportIfDone(tx, importId)
    await audit(tx, ctx, {
      projectId,
      verb: 'import.start',
      entityType: 'import',
      entityId: importId,
      difference: Object.fromEntries(Object.entries(match).map(([kind, entries]) => [kind, entries.length])),
    })
    const row = await tx.import.findUniqueOrThrow({ where: { id: importId } })
    return { view: (await toImportViews(tx, [row]))[0] as ImportView, dropped }
  })
  await Promise.all(dropped.map((key) => ctx.storage.remove(key)))
  return view
}
