import type { VideoDetail, VideoSummary } from '@/lib/contracts/http/media'
import type { Prisma } from '@/lib/platform/db'
import { signMediaUrl, type Viewer } from '@/lib/platform/media-url'
import { withoutServerPaths } from '@/lib/platform/server-paths'
import { toPlayable } from './playable'
import { metadataOf, warningsOf } from './stored'

export const VIDEO_PARTS = { prompt: true, generator: true } as const
export type VideoRow = Prisma.VideoGetPayload<{ include: typeof VIDEO_PARTS }>

export function toVideoSummary(row: VideoRow, viewer: Viewer): VideoSummary {
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

export function toVideoDetail(row: VideoRow, viewer: Viewer): VideoDetail {
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
