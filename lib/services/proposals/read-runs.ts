import { ProjectPage } from '@/lib/contracts/http/common'
import { InRun, ListRunVideos, type RunDetails, type RunVideoView, type RunView } from '@/lib/contracts/http/proposals'
import type { Verb } from '@/lib/platform/context'
import type { Db } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { viewerOf } from '@/lib/platform/media-url'
import { afterCursor, afterIdCursor, NEWEST_FIRST, toPage } from '@/lib/platform/paging'
import { withoutServerPaths } from '@/lib/platform/server-paths'
import { requireAbility } from '@/lib/services/accounts'
import { toFilmstrip } from '@/lib/services/media'
import { RUN_PARTS, type RunRow, toRunView, toRunViews } from './internal'
import { thinScores } from './thin-scores'

/**
 * How many clips, of any project, are scored before those of a queued run: the remaining clips of earlier queued runs
 * of its kind of engine. Null once it has started.
 * Source: docs/spec/proposals.md [PP27]
 */
export async function clipsAhead(db: Db, { state, queuedAt, model }: RunRow): Promise<number | null> {
  if (state !== 'queued') return null
  const [row] = await db.$queryRaw<{ clips: number }[]>`
    SELECT count(*)::int AS clips
    FROM "Run" run
    JOIN "ModelVersion" model ON model.id = run."modelVersionId"
    JOIN "RunVideo" clip ON clip."runId" = run.id AND clip.state IN ('queued', 'running')
    WHERE run.state IN ('queued', 'running') AND run."queuedAt" < ${queuedAt} AND model.engine = ${model.engine}`
  return row?.clips ?? 0
}

export async function getRun({ ctx, input }: Verb<InRun>): Promise<RunDetails> {
  const { projectId, runId } = InRun.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'runs.read')
  const row = await ctx.db.run.findFirst({ where: { id: runId, projectId }, include: RUN_PARTS })
  if (!row) throw notFound('run')
  return { ...(await toRunView(ctx.db, row, ctx.now())), clipsAhead: await clipsAhead(ctx.db, row) }
}

export async function listRuns({
  ctx,
  input,
}: Verb<ProjectPage>): Promise<{ items: RunView[]; nextCursor: string | null }> {
  const { projectId, cursor, limit } = ProjectPage.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'runs.read')
  const rows = await ctx.db.run.findMany({
    where: { projectId, ...afterCursor(cursor) },
    include: RUN_PARTS,
    orderBy: [...NEWEST_FIRST],
    take: limit + 1,
  })
  const page = toPage(rows, limit, (row) => row)
  return { ...page, items: await toRunViews(ctx.db, page.items, ctx.now()) }
}

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
