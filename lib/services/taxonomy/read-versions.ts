import { InProject } from '@/lib/contracts/http/common'
import type { TaxonomyVersionView } from '@/lib/contracts/http/taxonomy'
import type { TaxonomyTree } from '@/lib/domain/taxonomy'
import type { Verb } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { conflict } from '@/lib/platform/errors'
import { requireAbility } from '@/lib/services/accounts'
import { findNewestPublished, toVersionView } from './internal'
import { treeOf } from './stored'

export type PublishedTaxonomy = { id: string; number: number; tree: TaxonomyTree; sha256: string }

/**
 * The version that new work of a project is made under. The caller has checked access to the project.
 * @throws AppError conflict when nothing is published yet
 */
export async function getPublishedTaxonomy(tx: Tx, projectId: string): Promise<PublishedTaxonomy> {
  const row = await findNewestPublished(tx, projectId)
  if (!row?.sha256) {
    throw conflict('no-taxonomy', 'This project has no published taxonomy yet. An admin publishes one under Taxonomy.')
  }
  return { id: row.id, number: row.number, tree: treeOf(row), sha256: row.sha256 }
}

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
