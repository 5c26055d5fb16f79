import { type ImportItemView, ListImportItems } from '@/lib/contracts/http/media'
import type { Verb } from '@/lib/platform/context'
import { notFound } from '@/lib/platform/errors'
import { afterIdCursor } from '@/lib/platform/paging'
import { requireAbility } from '@/lib/services/accounts'
import { toItemView } from './import-progress'

/** The files of an import in the order of their ids; the cursor is the last id seen. */
export async function listImportItems({
  ctx,
  input,
}: Verb<ListImportItems>): Promise<{ items: ImportItemView[]; nextCursor: string | null }> {
  const { projectId, importId, cursor, limit } = ListImportItems.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'media.read')
  if (!(await ctx.db.import.findFirst({ where: { id: importId, projectId } }))) throw notFound('import')
  const rows = await ctx.db.importItem.findMany({
    where: { importId, ...afterIdCursor(cursor) },
    include: { video: { select: { frameCount: true } } },
    orderBy: { id: 'asc' },
    take: limit + 1,
  })
  const shown = rows.slice(0, limit)
  return { items: shown.map(toItemView), nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null }
}
