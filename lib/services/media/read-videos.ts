import { InVideo, ListVideos, type VideoDetail, type VideoSummary } from '@/lib/contracts/http/media'
import type { Verb } from '@/lib/platform/context'
import type { Prisma } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { signMediaUrl, type Viewer, viewerOf } from '@/lib/platform/media-url'
import { afterCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { withoutServerPaths } from '@/lib/platform/server-paths'
import { requireAbility } from '@/lib/services/accounts'
import { toPlayable } from './playable'
import { metadataOf, warningsOf } from './stored'

export const VIDEO_PARTS = { prompt: true, generator: true } as const
export type VideoRow = Prisma.VideoGetPayload<{ include: typeof VIDEO_PARTS }>

function toVideoSummary(row: VideoRow, viewer: Viewer): VideoSummary {
  return {
    id: row.id,
    fileName: row.fileName,
    prompt: { externalId: row.prompt.externalId, text: row.prompt.text },
    generator: row.generator.name,
    mode: row.mode,
    state: row.deletingAt ? 'deleting' : row.state,
    refusalReason: withoutServerPaths(row.refusalReason),
    warnings: warningsOf(row),
    codec: row.codec,
    width: row.displayWidth,
    height: row.displayHeight,
    frameCount: row.frameCount,
    durationUs: row.durationUs === null ? null : Number(row.durationUs),
    fps: row.fps,
    variableRate: row.variableRate,
    posterUrl: row.posterKey ? signMediaUrl(row.posterKey, 'image/webp', viewer) : null,
    createdAt: row.createdAt.toISOString(),
  }
}

function toVideoDetail(row: VideoRow, viewer: Viewer): VideoDetail {
  return {
    ...toVideoSummary(row, viewer),
    sha256: row.sha256,
    sizeBytes: Number(row.sizeBytes),
    container: row.container,
    pixelFormat: row.pixelFormat,
    codedWidth: row.codedWidth,
    codedHeight: row.codedHeight,
    rotation: row.rotation,
    sampleAspect: row.sampleAspectNum ? `${row.sampleAspectNum}:${row.sampleAspectDen}` : null,
    metadata: metadataOf(row),
    playable: toPlayable(row, viewer),
  }
}

export async function getVideo({ ctx, input }: Verb<InVideo>): Promise<VideoDetail> {
  const { projectId, videoId } = InVideo.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'media.read')
  const row = await ctx.db.video.findFirst({ where: { id: videoId, projectId }, include: VIDEO_PARTS })
  if (!row) throw notFound('video')
  return toVideoDetail(row, viewerOf(ctx))
}

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
