import { ProjectPage } from '@/lib/contracts/http/common'
import { InModel, type ModelDetail, type ModelView } from '@/lib/contracts/http/proposals'
import { flattenLabels } from '@/lib/domain/taxonomy'
import type { Verb } from '@/lib/platform/context'
import type { Db, Tx } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { afterCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { requireAbility } from '@/lib/services/accounts'
import { treeOf } from '@/lib/services/taxonomy'
import { toModelView } from './internal'
import { manifestOf } from './stored'

/**
 * Labels of a model that the project's newest published taxonomy does not have; none while nothing is published.
 * Source: docs/spec/proposals.md [PP26]
 */
export async function unknownLabels(
  db: Db | Tx,
  projectId: string,
  { labels }: Pick<ModelView, 'labels'>,
): Promise<string[]> {
  const row = await db.taxonomyVersion.findFirst({
    where: { projectId, state: 'published' },
    select: { id: true, tree: true },
    orderBy: { number: 'desc' },
  })
  if (!row) return []
  const known = new Set(flattenLabels(treeOf(row)).map(({ key }) => key))
  return labels.filter((label) => !known.has(label))
}

export async function getModel({ ctx, input }: Verb<InModel>): Promise<ModelDetail> {
  const { projectId, modelVersionId } = InModel.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'runs.read')
  const row = await ctx.db.modelVersion.findFirst({ where: { id: modelVersionId, projectId } })
  if (!row) throw notFound('model')
  const newestRun = await ctx.db.run.findFirst({
    where: { projectId, modelVersionId, videos: { some: { state: 'done' } } },
    select: { id: true },
    orderBy: [...NEWEST_FIRST],
  })
  const { thresholds, training } = manifestOf(row)
  const { distortedScore, labelProbability, high, low } = thresholds
  const view = toModelView(row)
  return {
    ...view,
    unknownLabels: await unknownLabels(ctx.db, projectId, view),
    thresholds: { distortedScore, labelProbability, high, low },
    training,
    newestRunId: newestRun?.id ?? null,
  }
}

export async function listModels({
  ctx,
  input,
}: Verb<ProjectPage>): Promise<{ items: ModelView[]; nextCursor: string | null }> {
  const { projectId, cursor, limit } = ProjectPage.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'runs.read')
  const rows = await ctx.db.modelVersion.findMany({
    where: { projectId, ...afterCursor(cursor) },
    orderBy: [...NEWEST_FIRST],
    take: limit + 1,
  })
  return toPage(rows, limit, toModelView)
}
