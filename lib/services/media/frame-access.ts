import { type Ability, roleCan } from '@/lib/domain/accounts'
import { Alias } from '@/lib/domain/shared'
import { aliasesOf } from '@/lib/platform/alias'
import { actorUserId, type Context } from '@/lib/platform/context'
import { Prisma, type Video } from '@/lib/platform/db'
import { AppError, notFound } from '@/lib/platform/errors'
import { type ProjectAccess, requireAbility, requireUserId } from '@/lib/services/accounts'

type FramePlace = { videoId: string; frameIndex: number }

type Viewer = { userId: string; isReviewing: boolean }

/** Whether a frame is of a clip that the person was given to judge, whose answers they review, or is an example picture. */
export function frameIsShown({ userId, isReviewing }: Viewer, { videoId, frameIndex }: FramePlace): Prisma.Sql {
  return Prisma.sql`
    SELECT EXISTS (
      SELECT FROM "LabelExample" WHERE "videoId" = ${videoId}::uuid AND "frameIndex" = ${frameIndex}
    ) OR EXISTS (
      SELECT FROM "Pair" AS pair
      JOIN "Task" AS task ON task."pairId" = pair.id
      JOIN "Assignment" AS assignment ON assignment."taskId" = task.id AND assignment."userId" = ${userId}::uuid
      WHERE pair."videoAId" = ${videoId}::uuid OR pair."videoBId" = ${videoId}::uuid
    ) OR ${
      isReviewing
        ? Prisma.sql`EXISTS (
      SELECT FROM "Pair" AS pair
      JOIN "Task" AS task ON task."pairId" = pair.id
      JOIN "Annotation" AS annotation ON annotation."taskId" = task.id
      WHERE pair."videoAId" = ${videoId}::uuid OR pair."videoBId" = ${videoId}::uuid
    )`
        : Prisma.sql`FALSE`
    } AS shown`
}

/** The id of no clip: queried where there is no clip, so that every refusal makes the same queries. */
const NOTHING = '00000000-0000-0000-0000-000000000000'

/**
 * The id of the clip that the caller names. Ids are for those who may read the media; an alias works only for its
 * person.
 * @returns the id of no clip for an alias that is not the caller's
 */
export function readClipRef(
  ctx: Context,
  ref: string,
): { videoId: string; needs: Extract<Ability, 'media.read' | 'labelling.answer'> } {
  if (!Alias.safeParse(ref).success) return { videoId: ref, needs: 'media.read' }
  return { videoId: aliasesOf(ctx).idOf('video', ref) ?? NOTHING, needs: 'labelling.answer' }
}

/**
 * The clip of a frame that the caller may see. Those who may read the media may see any, by its id or its alias;
 * others, by alias, those that a task, an answer under review or an example shows them. A clip that they may not see
 * and one that does not exist are refused in the same way.
 * @throws AppError unauthenticated, not-found
 * Source: docs/spec/answer.md [AN17]
 */
export async function requireFrame(ctx: Context, ref: string, frameIndex: number): Promise<Video> {
  if (ctx.actor.type !== 'system') requireUserId(ctx)
  const { videoId, needs } = readClipRef(ctx, ref)
  const video = await ctx.db.video.findUnique({ where: { id: videoId } })
  const access = await requireAbility(ctx.db, ctx, video?.projectId ?? NOTHING, needs).catch((error: unknown) => {
    if (error instanceof AppError) return null
    throw error
  })
  const viewer = { userId: actorUserId(ctx.actor) ?? NOTHING, isReviewing: isReviewer(access) }
  const [found] = await ctx.db.$queryRaw<{ shown: boolean }[]>`${frameIsShown(viewer, { videoId, frameIndex })}`
  if (!video || !access || !(readsMedia(access) || found?.shown)) throw notFound('video')
  return video
}

function isReviewer(access: ProjectAccess | null): boolean {
  return access !== null && access.role !== null && roleCan(access.role, 'labelling.review')
}

/** Whether the person may call clips by their ids; jobs may. */
export function readsMedia({ role, project }: ProjectAccess): boolean {
  return role === null || roleCan(role, 'media.read', project.settings)
}
