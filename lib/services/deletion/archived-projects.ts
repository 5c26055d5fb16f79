import { InProject } from '@/lib/contracts/http/common'
import { type ArchivedProject, ListArchived } from '@/lib/contracts/http/deletion'
import { audit, type Context, type Verb, withTransaction } from '@/lib/platform/context'
import type { Project, Tx } from '@/lib/platform/db'
import { conflict, notFound } from '@/lib/platform/errors'
import { cursorOf, parseCursor } from '@/lib/platform/paging'
import { requireAbility, requireSecondFactor, requireUserId } from '@/lib/services/accounts'

type ArchivedPage = { items: ArchivedProject[]; nextCursor: string | null }

/** Prisma `where`: archived projects of which the person is an admin; an owner sees every one. */
async function archivedFor(tx: Tx, userId: string) {
  const isOwner = (await tx.user.count({ where: { id: userId, isOwner: true, disabledAt: null } })) > 0
  const admin = { some: { userId, role: 'admin' as const, state: 'active' as const, user: { disabledAt: null } } }
  return { archivedAt: { not: null }, ...(isOwner ? {} : { memberships: admin }) }
}

/**
 * The access check for an archived project; for everyone else it does not exist.
 * @throws AppError unauthenticated, not-found
 */
export async function requireArchived(tx: Tx, ctx: Context, projectId: string): Promise<Project> {
  const userId = requireUserId(ctx)
  const mine = await archivedFor(tx, userId)
  const found = await tx.project.findFirst({ where: { id: projectId, ...mine } })
  if (!found) throw notFound('project')
  requireSecondFactor(await tx.user.findUniqueOrThrow({ where: { id: userId } }))
  return found
}

export function lockProject(tx: Tx, projectId: string): Promise<unknown> {
  return tx.$queryRaw`SELECT id FROM "Project" WHERE id = ${projectId}::uuid FOR UPDATE`
}

/**
 * Archives a project: no one has access to its data until an admin or an owner restores it.
 * Source: docs/spec/deletion.md [DE11]
 */
export async function archiveProject({ ctx, input }: Verb<{ projectId: string }>): Promise<{ done: true }> {
  const { projectId } = InProject.parse(input)
  return withTransaction(ctx, async (tx) => {
    await requireAbility(tx, ctx, projectId, 'project.manage')
    const { count } = await tx.project.updateMany({
      where: { id: projectId, archivedAt: null },
      data: { archivedAt: ctx.now() },
    })
    if (count === 0) throw notFound('project')
    await audit(tx, ctx, { projectId, verb: 'project.archive', entityId: projectId })
    return { done: true }
  })
}

/** @throws AppError conflict once it is marked for deletion */
export async function unarchiveProject({ ctx, input }: Verb<{ projectId: string }>): Promise<{ done: true }> {
  const { projectId } = InProject.parse(input)
  return withTransaction(ctx, async (tx) => {
    await requireArchived(tx, ctx, projectId)
    const { count } = await tx.project.updateMany({
      where: { id: projectId, archivedAt: { not: null }, deletingAt: null },
      data: { archivedAt: null },
    })
    if (count === 0) throw conflict('deleting', 'This project is being deleted; it cannot be restored.')
    await audit(tx, ctx, { projectId, verb: 'project.unarchive', entityId: projectId })
    return { done: true }
  })
}

/**
 * Archived last first; a person without archived projects gets none.
 * @throws AppError forbidden with reason `second-factor`
 */
export async function listArchived({ ctx, input }: Verb<ListArchived>): Promise<ArchivedPage> {
  const { cursor, limit } = ListArchived.parse(input)
  const userId = requireUserId(ctx)
  const mine = await archivedFor(ctx.db, userId)
  const after = cursor ? parseCursor(cursor) : null
  const rows = await ctx.db.project.findMany({
    where: {
      ...mine,
      ...(after ? { OR: [{ archivedAt: { lt: after.at } }, { archivedAt: after.at, id: { lt: after.id } }] } : {}),
    },
    orderBy: [{ archivedAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  })
  if (rows.length > 0) requireSecondFactor(await ctx.db.user.findUniqueOrThrow({ where: { id: userId } }))
  const items = rows
    .slice(0, limit)
    .flatMap(({ id, slug, name, description, archivedAt, deletingAt }) =>
      archivedAt
        ? [{ id, slug, name, description, archivedAt: archivedAt.toISOString(), deleting: deletingAt !== null }]
        : [],
    )
  const last = rows[limit - 1]
  const nextCursor = rows.length > limit && last?.archivedAt ? cursorOf({ at: last.archivedAt, id: last.id }) : null
  return { items, nextCursor }
}
