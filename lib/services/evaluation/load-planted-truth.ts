import { type ModelClips, PlantedClip, plantedTruth, type Truth } from '@/lib/domain/evaluation'
import { decodeFrameTable, framePtsUs } from '@/lib/domain/media'
import type { Reading } from '@/lib/platform/context'

/** What the generator planted in the clips of the project that have it. */
export async function loadPlantedTruth(ctx: Reading, projectId: string, model: ModelClips): Promise<Truth> {
  const rows = await ctx.db.videoTruth.findMany({
    where: { video: { is: { projectId } } },
    select: { videoId: true, truth: true, video: { select: { frameTable: true } } },
    orderBy: { videoId: 'asc' },
  })
  const tables = new Map(rows.map(({ videoId, video }) => [videoId, decodeFrameTable(video.frameTable as Uint8Array)]))
  const pairs = await ctx.db.pair.findMany({ where: { projectId }, orderBy: { id: 'asc' } })
  const side = (videoId: string, frameIndex: number) => {
    const table = tables.get(videoId)
    return { videoId, frameIndex, ptsUs: table ? framePtsUs(table, frameIndex) : 0 }
  }
  return plantedTruth(
    new Map(rows.map(({ videoId, truth }) => [videoId, PlantedClip.parse(truth)])),
    model,
    pairs.map(({ id: pairId, kind, videoAId, videoBId, frameIndexA, frameIndexB }) => ({
      pairId,
      kind,
      A: side(videoAId, frameIndexA),
      B: side(videoBId, frameIndexB),
    })),
  )
}
