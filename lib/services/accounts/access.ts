import { type Ability, type ProjectSettings, type Role, roleCan } from '@/lib/domain/accounts'
import { actorUserId, type Context, type Verb } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { env } from '@/lib/platform/env'
import { AppError, forbidden, notFound, unauthenticated } from '@/lib/platform/errors'
import { settingsOf } from './stored'

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

function lacksSecondFactor({ totpSince }: { totpSince: Date | null }): boolean {
  return totpSince === null && env().FRAMEJURY_REQUIRE_TOTP === 'admins'
}

/**
 * Owners and admins of an instance with FRAMEJURY_REQUIRE_TOTP act only with a second factor.
 * @throws AppError forbidden with reason `second-factor`
 */
export function requireSecondFactor(person: { totpSince: Date | null }): void {
  if (!lacksSecondFactor(person)) return
  const text = 'Owners and admins need a second factor here. Turn it on under Account, then continue.'
  throw new AppError('forbidden', 'second-factor', text)
}

/** Whether the caller is an owner, in a browser or with a token: for data that only owners may see. */
export async function actsAsOwner({ ctx }: Verb<unknown>): Promise<boolean> {
  const userId = actorUserId(ctx.actor)
  if (!userId) return false
  const owner = await ctx.db.user.findUnique({ where: { id: userId, isOwner: true, disabledAt: null } })
  return owner !== null && !lacksSecondFactor(owner)
}

/**
 * The gate of what concerns all people of this instance. The command line may do it too.
 * @returns the owner's id; null for a system job
 * @throws AppError unauthenticated, forbidden
 */
export async function requireOwner(db: Tx, ctx: Context): Promise<string | null> {
  if (ctx.actor.type === 'system') return null
  const { userId } = requireBrowser(ctx)
  const owner = await db.user.findUnique({ where: { id: userId, isOwner: true, disabledAt: null } })
  if (!owner) throw forbidden('Only owners of this instance may do this. Ask one of them.')
  requireSecondFactor(owner)
  return userId
}

/**
 * The access check of every project verb. A project does not exist for people who are not active members.
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
      memberships: {
        where: { userId: userId ?? undefined, state: 'active', user: { disabledAt: null } },
        include: { user: { select: { totpSince: true } } },
        take: 1,
      },
    },
  })
  if (!found) throw notFound('project')
  const project = {
    id: found.id,
    slug: found.slug,
    name: found.name,
    description: found.description,
    settings: settingsOf(found),
    createdAt: found.createdAt,
  }
  if (userId === null) return { project, role: null, userId }
  const membership = found.memberships[0]
  if (!membership) throw notFound('project')
  const { role, user } = membership
  if (!roleCan(role, ability, project.settings)) throw forbidden()
  if (role === 'admin') requireSecondFactor(user)
  return { project, role, userId }
}
