import { InProject } from '@/lib/contracts/http/common'
import type { TaxonomyVersionView } from '@/lib/contracts/http/taxonomy'
import type { Verb } from '@/lib/platform/context'
import { requireAbility } from '@/lib/services/accounts'
import { toVersionView } from './internal'

/** All versions, newest first, each with how many annotations were made under it. */
export async function listVersions({ ctx, input }: Verb<{ projectId: string }>): Promise<TaxonomyVersionView[]> {
  const { projectId } = InProject.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'taxonomy.read')
  const rows = await ctx.db.taxonomyVersion.findMany({
    where: { projectId },
    include: { _count: { select: { annotations: true } } },
    orderBy: { number: 'desc' },
  })
  return rows.map((row) => toVersionView(row, row._count.annotations))
}
