import { roleCan } from '@/lib/domain/accounts'
import type { Context } from '@/lib/platform/context'
import type { Prisma, Tx } from '@/lib/platform/db'
import { requireAbility } from '@/lib/services/accounts'

export type AnnotationScope = { where: Prisma.AnnotationWhereInput; userId: string | null; maySeeAll: boolean }

/** Annotators see the answers of their own assignments alone; reviewers and admins see all. */
export async function annotationScope(db: Tx, ctx: Context, projectId: string): Promise<AnnotationScope> {
  const { role, userId } = await requireAbility(db, ctx, projectId, 'labelling.answer')
  const maySeeAll = role === null || roleCan(role, 'labelling.review')
  const own = maySeeAll || userId === null ? {} : { assignment: { is: { userId } } }
  return { where: { projectId, ...own }, userId, maySeeAll }
}
