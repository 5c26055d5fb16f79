import { type ImportView, InImport } from '@/lib/contracts/http/media'
import type { Verb } from '@/lib/platform/context'
import { notFound } from '@/lib/platform/errors'
import { requireAbility } from '@/lib/services/accounts'
import { toImportView } from './import-progress'

export async function getImport({ ctx, input }: Verb<InImport>): Promise<ImportView> {
  const { projectId, importId } = InImport.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'media.read')
  const row = await ctx.db.import.findFirst({ where: { id: importId, projectId } })
  if (!row) throw notFound('import')
  return toImportView(ctx.db, row)
}
