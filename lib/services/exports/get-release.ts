import { InRelease, type ReleaseView } from '@/lib/contracts/http/exports'
import type { Verb } from '@/lib/platform/context'
import { notFound } from '@/lib/platform/errors'
import { requireAbility } from '@/lib/services/accounts'
import { toReleaseView } from './internal'

export async function getRelease({ ctx, input }: Verb<InRelease>): Promise<ReleaseView> {
  const { projectId, releaseId } = InRelease.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'exports.read')
  const row = await ctx.db.release.findFirst({ where: { id: releaseId, projectId } })
  if (!row) throw notFound('release')
  return toReleaseView(row)
}
