import { type ImportView, OpenImport } from '@/lib/contracts/http/media'
import { audit, type Verb, withTransaction } from '@/lib/platform/context'
import { requireAbility } from '@/lib/services/accounts'
import { toImportView } from './import-progress'

/** Opens an import; files are received into it until it is started. */
export async function openImport({ ctx, input }: Verb<OpenImport>): Promise<ImportView> {
  const { projectId, source } = OpenImport.parse(input)
  return withTransaction(ctx, async (tx) => {
    const { userId } = await requireAbility(tx, ctx, projectId, 'media.manage')
    const row = await tx.import.create({ data: { projectId, source, createdBy: userId, createdAt: ctx.now() } })
    await audit(tx, ctx, {
      projectId,
      verb: 'import.open',
      entityId: row.id,
      difference: { source },
    })
    return toImportView(tx, row)
  })
}
