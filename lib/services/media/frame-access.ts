import { roleCan } from '@/lib/domain/accounts'
import type { Context } from '@/lib/platform/context'
import { Prisma } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { requireAbility } from '@/lib/services/accounts'

type FramePlace = { videoId: string; projectId: string; frameIndex: number }

type Viewer = { userId: string; isReviewing: boolean }

/** Whether a frame is of a clip that the person was given to judge, whose answers they review, or is an example picture. */
export function frameIsShown(
  { userId, isReviewing }: Viewer,
  { videoId, frameIndex }: Omit<FramePlace, 'projectId'>,
): Prisma.Sql {
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

/**
 * Who may read the media of a project gets any frame; others those that a task, an answer under review or an example shows them.
 * @throws AppError not-found
 */
export async function requireFrame(ctx: Context, place: FramePlace): Promise<void> {
  const { project, role, userId } = await requireAbility(ctx.db, ctx, place.projectId, 'labelling.answer')
  if (role === null || userId === null || roleCan(role, 'media.read', project.settings)) return
  const isReviewing = roleCan(role, 'labelling.review')
  const [found] = await ctx.db.$queryRaw<{ shown: boolean }[]>`${frameIsShown({ userId, isReviewing }, place)}`
  if (!found?.shown) throw notFound('video')
}
