import { type ImportView, StartImport } from '@/lib/contracts/http/media'
import { jobs } from '@/lib/contracts/jobs'
import { audit } from '@/lib/platform/audit'
import { type Verb, withTransaction } from '@/lib/platform/context'
import type { Prisma, Tx } from '@/lib/platform/db'
import { conflict, invalid, notFound } from '@/lib/platform/errors'
import { enqueue } from '@/lib/platform/queue'
import { requireAbility } from '@/lib/services/accounts'
import { closeImportIfDone, toImportViews } from './import-progress'
import { type Match, matchByManifest, matchByName } from './match-files'
import { parseManifest } from './parse-manifest'

async function recordMatch(tx: Tx, importId: string, match: Match): Promise<void> {
  for (const { id, row } of match.accepted) {
    await tx.importItem.update({ where: { id }, data: { row: row as Prisma.InputJsonObject } })
    await enqueue(tx, jobs.ingestFile, { importItemId: id })
  }
  for (const { id, reason } of match.refused)
    await tx.importItem.update({ where: { id }, data: { state: 'refused', reason } })
  await tx.importItem.updateMany({
    where: { id: { in: match.unlisted } },
    data: { state: 'unlisted', reason: 'The manifest has no row for this file, so it was left out.' },
  })
  const byFile = new Map<string, Match['lacking'][number]>()
  for (const lack of match.lacking) {
    const first = byFile.get(lack.file)
    byFile.set(lack.file, first ? { ...first, reason: `${first.reason} ${lack.reason}` } : lack)
  }
  await tx.importItem.createMany({
    data: [...byFile.values()].map((lack) => ({ importId, ...lack })),
    skipDuplicates: true,
  })
}

/** Matches the received files with the manifest (or their names) and hands them to the worker. */
export async function startImport({ ctx, input }: Verb<StartImport>): Promise<ImportView> {
  const { projectId, importId, manifest } = StartImport.parse(input)
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
    const match = reading ? matchByManifest(items, reading) : matchByName(items)
    await recordMatch(tx, importId, match)
    await closeImportIfDone(tx, importId)
    await audit(tx, ctx, {
      projectId,
      verb: 'import.start',
      entityType: 'import',
      entityId: importId,
      difference: {
        accepted: match.accepted.length,
        refused: match.refused.length,
        unlisted: match.unlisted.length,
        lacking: match.lacking.length,
      },
    })
    const left = new Set([...match.refused.map((item) => item.id), ...match.unlisted])
    const row = await tx.import.findUniqueOrThrow({ where: { id: importId } })
    return {
      view: (await toImportViews(tx, [row]))[0] as ImportView,
      dropped: items.flatMap((item) => (left.has(item.id) && item.stagedKey ? [item.stagedKey] : [])),
    }
  })
  await Promise.all(dropped.map((key) => ctx.storage.remove(key)))
  return view
}
