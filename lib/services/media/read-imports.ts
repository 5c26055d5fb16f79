import { ProjectPage } from '@/lib/contracts/http/common'
import { type ImportItemView, type ImportView, InImport, ListImportItems } from '@/lib/contracts/http/media'
import type { Verb } from '@/lib/platform/context'
import { notFound } from '@/lib/platform/errors'
import { afterCursor, afterIdCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { requireAbility } from '@/lib/services/accounts'
import { toImportView, toImportViews, toItemView } from './import-progress'

export async function getImport({ ctx, input }: Verb<InImport>): Promise<ImportView> {
  const { projectId, importId } = InImport.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'media.read')
  const row = await ctx.db.import.findFirst({ where: { id: importId, projectId } })
  if (!row) throw notFound('import')
  return toImportView(ctx.db, row)
}

export async function listImports({
  ctx,
  input,
}: Verb<ProjectPage>): Promise<{ items: ImportView[]; nextCursor: string | null }> {
  const { projectId, cursor, limit } = ProjectPage.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'media.read')
  const rows = await ctx.db.import.findMany({
    where: { projectId, ...afterCursor(cursor) },
    orderBy: [...NEWEST_FIRST],
    take: limit + 1,
  })
  const page = toPage(rows, limit, (row) => row)
  return { ...page, items: await toImportViews(ctx.db, page.items) }
}

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
