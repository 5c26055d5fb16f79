import { type Ability, type ProjectSettings, parseProjectSettings, type Role, roleCan } from '@/lib/domain/accounts'
import { actorUserId, type Context } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { AppError, forbidden, notFound, unauthenticated } from '@/lib/platform/errors'

export type ProjectAccess = {
  project: { id: string; slug: string; name: string; description: string; settings: ProjectSettings; createdAt: Date }
  /** The person's role; null for a system job, which may do everything. */
  role: Role | null
  userId: string | null
}

/** The person behind the call. @throws AppError unauthenticated */
export function requireUserId(ctx: Context): string {
  const userId = actorUserId(ctx.actor)
  if (!userId) throw unauthenticated()
  return userId
}

/**
 * What concerns how a person signs in is done by the person in a browser, never by a script's token.
 * @throws AppError unauthenticated, forbidden with reason `session-only`
 */
export function requireBrowser(ctx: Context): { userId: string; sessionId: string | null } {
  const userId = requireUserId(ctx)
  if (ctx.actor.type === 'user') return { userId, sessionId: ctx.actor.sessionId ?? null }
  throw new AppError('forbidden', 'session-only', 'An API token cannot do this. Sign in with a browser.')
}

/**
 * The gate of every project verb. A project that one is no active member of does not exist for one.
 * @throws AppError unauthenticated, not-found, forbidden
 */
export async function requireAbility(
  db: Tx,
  ctx: Context,
  projectId: string,
  ability: Ability,
): Promise<ProjectAccess> {
  const userId = ctx.actor.type === 'system' ? null : requireUserId(ctx)
  const found = await db.project.findUnique({
    where: { id: projectId, archivedAt: null },
    include: {
      memberships: { where: { userId: userId ?? undefined, state: 'active', user: { disabledAt: null } }, take: 1 },
    },
  })
  if (!found) throw notFound('project')
  const project = {
    id: found.id,
    slug: found.slug,
    name: found.name,
    description: found.description,
    settings: parseProjectSettings(found.settings),
    createdAt: found.createdAt,
  }
  if (userId === null) return { project, role: null, userId }
  const role = found.memberships[0]?.role
  if (!role) throw notFound('project')
  if (!roleCan(role, ability, project.settings)) throw forbidden()
  return { project, role, userId }
}
