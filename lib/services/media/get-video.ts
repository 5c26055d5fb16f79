import { InVideo, type VideoDetail } from '@/lib/contracts/http/media'
import type { Verb } from '@/lib/platform/context'
import { notFound } from '@/lib/platform/errors'
import { viewerOf } from '@/lib/platform/media-url'
import { requireAbility } from '@/lib/services/accounts'
import { toVideoDetail, VIDEO_PARTS } from './video-view'

export async function getVideo({ ctx, input }: Verb<InVideo>): Promise<VideoDetail> {
  const { projectId, videoId } = InVideo.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'media.read')
  const row = await ctx.db.video.findFirst({ where: { id: videoId, projectId }, include: VIDEO_PARTS })
  if (!row) throw notFound('video')
  return toVideoDetail(row, viewerOf(ctx))
}
