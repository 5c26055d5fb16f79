import { ListRunVideos, type RunVideoView } from '@/lib/contracts/http/proposals'
import type { Verb } from '@/lib/platform/context'
import { notFound } from '@/lib/platform/errors'
import { viewerOf } from '@/lib/platform/media-url'
import { afterIdCursor } from '@/lib/platform/paging'
import { withoutServerPaths } from '@/lib/platform/server-paths'
import { requireAbility } from '@/lib/services/accounts'
import { toFilmstrip } from '@/lib/services/media'
import { thinScores } from './thin-scores'

type RunVideoPage = { items: RunVideoView[]; nextCursor: string | null }

/** The clips of a run in the order of their ids, each with the scores sampled so far. Source: docs/spec/proposals.md [PP22] */
export async function listRunVideos({ ctx, input }: Verb<ListRunVideos>): Promise<RunVideoPage> {
  const { projectId, runId, state, cursor, limit } = ListRunVideos.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'runs.read')
  if (!(await ctx.db.run.findFirst({ where: { id: runId, projectId }, select: { id: true } }))) throw notFound('run')
  const rows = await ctx.db.runVideo.findMany({
    where: { runId, state, ...afterIdCursor(cursor) },
    include: {
      video: { include: { prompt: true, generator: true } },
    },
    orderBy: { id: 'asc' },
    take: limit + 1,
  })
  const shown = rows.slice(0, limit)
  const scores = await thinScores(
    ctx.db,
    shown.map(({ id }) => id),
  )
  const items = shown.map(({ video, ...row }) => ({
    id: row.id,
    videoId: row.videoId,
    fileName: video.fileName,
    prompt: video.prompt.text,
    generator: video.generator.name,
    state: row.state,
    attempts: row.attempts,
    score: row.score,
    framesScored: row.scoredCount,
    frameBudget: row.frameBudget,
    frameCount: video.frameCount ?? 0,
    proposals: row.proposalCount,
    error: withoutServerPaths(row.error),
    scores: scores.get(row.id) ?? [],
    filmstrip: toFilmstrip(video, viewerOf(ctx)),
  }))
  return { items, nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null }
}
