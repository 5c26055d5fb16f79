import { type ModelClips, plantedTruth, type Truth } from '@/lib/domain/evaluation'
import { framePtsUs } from '@/lib/domain/media'
import type { Reading } from '@/lib/platform/context'
import { frameTableOf } from '@/lib/services/media'
import { plantedClipOf } from './stored'

/** What the generator planted in the clips of the project that have it. */
export async function loadPlantedTruth(ctx: Reading, projectId: string, model: ModelClips): Promise<Truth> {
  const rows = await ctx.db.videoTruth.findMany({
    where: { video: { is: { projectId } } },
    select: { videoId: true, truth: true, video: { select: { id: true, frameTable: true } } },
    orderBy: { videoId: 'asc' },
  })
  const tables = new Map(rows.map(({ videoId, video }) => [videoId, frameTableOf(video)]))
  const pairs = await ctx.db.pair.findMany({ where: { projectId }, orderBy: { id: 'asc' } })
  const side = (videoId: string, frameIndex: number) => {
    const table = tables.get(videoId)
    return { videoId, frameIndex, ptsUs: table ? framePtsUs(table, frameIndex) : 0 }
  }
  return plantedTruth(
    new Map(rows.map((row) => [row.videoId, plantedClipOf(row)])),
    model,
    pairs.map(({ id: pairId, kind, videoAId, videoBId, frameIndexA, frameIndexB }) => ({
      pairId,
      kind,
      A: side(videoAId, frameIndexA),
      B: side(videoBId, frameIndexB),
    })),
  )
}
