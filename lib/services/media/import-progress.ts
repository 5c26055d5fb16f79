import type { ImportItemView, ImportView } from '@/lib/contracts/http/media'
import { ImportItemState, type ImportState, importMachine } from '@/lib/domain/media'
import type { Db, Tx } from '@/lib/platform/db'
import { withoutServerPaths } from '@/lib/platform/server-paths'
import { transition } from '@/lib/platform/transition'

type ImportRow = {
  id: string
  source: string
  state: ImportState
  problem: string | null
  createdAt: Date
  deletingAt: Date | null
}

export async function toImportViews(db: Db | Tx, rows: readonly ImportRow[]): Promise<ImportView[]> {
  const counted = await db.importItem.groupBy({
    by: ['importId', 'state'],
    where: { importId: { in: rows.map((row) => row.id) } },
    _count: true,
  })
  return rows.map((row) => {
    const counts = Object.fromEntries(ImportItemState.options.map((state) => [state, 0])) as ImportView['counts']
    for (const found of counted) if (found.importId === row.id) counts[found.state] = found._count
    const state = row.deletingAt ? 'deleting' : row.state
    const { id, source, problem } = row
    return { id, source, state, problem: withoutServerPaths(problem), createdAt: row.createdAt.toISOString(), counts }
  })
}

export async function toImportView(db: Db | Tx, row: ImportRow): Promise<ImportView> {
  const [view] = await toImportViews(db, [row])
  if (!view) throw new Error('A row without a view.')
  return view
}

type ItemRow = {
  id: string
  file: string
  state: ImportItemState
  reason: string | null
  sha256: string | null
  videoId: string | null
  video: { frameCount: number | null } | null
}

export function toItemView(row: ItemRow): ImportItemView {
  const { id, file, state, reason, sha256, videoId, video } = row
  return { id, file, state, reason: withoutServerPaths(reason), frames: video?.frameCount ?? null, sha256, videoId }
}

/** Closes an import whose files have all ended. Locking its row makes the last two files to end wait for one another. */
export async function closeImportIfDone(tx: Tx, importId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM "Import" WHERE id = ${importId}::uuid FOR UPDATE`
  const unfinished = await tx.importItem.count({ where: { importId, state: { in: ['waiting', 'probing'] } } })
  if (unfinished === 0) await transition(tx, importMachine, { where: { id: importId }, from: ['working'], to: 'done' })
}
