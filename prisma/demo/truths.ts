import { ClipTruth } from '@/demo-clips'
import type { Context } from '@/lib/platform/context'

/** What was planted, by video id. */
export async function loadTruths(ctx: Context, projectId: string): Promise<Map<string, ClipTruth>> {
  const rows = await ctx.db.videoTruth.findMany({ where: { video: { projectId } } })
  return new Map(rows.map(({ videoId, truth }) => [videoId, ClipTruth.parse(truth)]))
}
