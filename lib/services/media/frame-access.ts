import { roleCan } from '@/lib/domain/accounts'
import type { Context } from '@/lib/platform/context'
import { Prisma } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { requireAbility } from '@/lib/services/accounts'

type FramePlace = { videoId: string; projectId: string; frameIndex: number }

/** Whether a frame is of a clip that the person was given to judge, or is an example picture. */
export function frameIsShown(userId: string, { videoId, frameIndex }: Omit<FramePlace, 'projectId'>): Prisma.Sql {
  return Prisma.sql`
    SELECT EXISTS (
      SELECT FROM "LabelExample" WHERE "videoId" = ${videoId}::uuid AND "frameIndex" = ${frameIndex}
    ) OR EXISTS (
      SELECT FROM "Pair" AS pair
      JOIN "Task" AS task ON task."pairId" = pair.id
      JOIN "Assignment" AS assignment ON assignment."taskId" = task.id AND assignment."userId" = ${userId}::uuid
      WHERE pair."videoAId" = ${videoId}::uuid OR pair."videoBId" = ${videoId}::uuid
    ) AS shown`
}

/**
 * Who may read the media of a project gets any frame; an annotator those that a task or an example shows them.
 * @throws AppError not-found
 */
export async function requireFrame(ctx: Context, place: FramePlace): Promise<void> {
  const { role, userId } = await requireAbility(ctx.db, ctx, place.projectId, 'labelling.answer')
  if (role === null || userId === null || roleCan(role, 'media.read')) return
  const [found] = await ctx.db.$queryRaw<{ shown: boolean }[]>`${frameIsShown(userId, place)}`
  if (!found?.shown) throw notFound('video')
}
