import { ListVideos, type VideoSummary } from '@/lib/contracts/http/media'
import type { Verb } from '@/lib/platform/context'
import { viewerOf } from '@/lib/platform/media-url'
import { afterCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { requireAbility } from '@/lib/services/accounts'
import { toVideoSummary, VIDEO_PARTS } from './video-view'

/** `search` looks in file name, prompt and generator. */
export async function listVideos({
  ctx,
  input,
}: Verb<ListVideos>): Promise<{ items: VideoSummary[]; nextCursor: string | null }> {
  const { projectId, cursor, limit, state, search } = ListVideos.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'media.read')
  const contains = search ? { contains: search, mode: 'insensitive' as const } : undefined
  const found = contains
    ? [{ OR: [{ fileName: contains }, { prompt: { text: contains } }, { generator: { name: contains } }] }]
    : []
  const viewer = viewerOf(ctx)
  const rows = await ctx.db.video.findMany({
    where: { projectId, state, AND: [afterCursor(cursor), ...found] },
    include: VIDEO_PARTS,
    orderBy: [...NEWEST_FIRST],
    take: limit + 1,
  })
  return toPage(rows, limit, (row) => toVideoSummary(row, viewer))
}
