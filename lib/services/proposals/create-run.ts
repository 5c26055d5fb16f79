import { CreateRun, type RunView } from '@/lib/contracts/http/proposals'
import { scoringJobs } from '@/lib/contracts/jobs'
import { frameBudget, resolveSampling, type SamplingSettings } from '@/lib/domain/proposals'
import { audit, type Verb, withTransaction } from '@/lib/platform/context'
import type { Tx } from '@/lib/platform/db'
import { invalid, notFound } from '@/lib/platform/errors'
import { enqueue } from '@/lib/platform/queue'
import { requireAbility } from '@/lib/services/accounts'
import { frameTableOf } from '@/lib/services/media'
import { RUN_PARTS, toRunView } from './internal'
import { manifestOf } from './stored'

async function planVideos(tx: Tx, projectId: string, videoIds: string[] | null, settings: SamplingSettings) {
  const videos = await tx.video.findMany({
    where: {
      projectId,
      state: 'ready',
      deletingAt: null,
      frameTable: { not: null },
      ...(videoIds ? { id: { in: videoIds } } : {}),
    },
    select: { id: true, frameTable: true, durationUs: true },
    orderBy: { id: 'asc' },
  })
  if (videos.length === 0) throw invalid('no-videos', 'There is no ready video to run on; import clips first.')
  if (videoIds && videos.length < new Set(videoIds).size) {
    throw invalid('videos-not-ready', 'Some of these videos are not ready, or are not in this project.')
  }
  return videos.map((video) => {
    const clip = { table: frameTableOf(video), durationUs: Number(video.durationUs), settings }
    return { videoId: video.id, frameBudget: frameBudget(clip) }
  })
}

/** Starts one pass of a model; its settings are frozen here. */
export async function createRun({ ctx, input }: Verb<CreateRun>): Promise<RunView> {
  const { projectId, modelVersionId, videoIds, settings, shown, seed } = CreateRun.parse(input)
  return withTransaction(ctx, async (tx) => {
    const { userId } = await requireAbility(tx, ctx, projectId, 'runs.manage')
    await tx.$queryRaw`SELECT id FROM "ModelVersion" WHERE id = ${modelVersionId}::uuid FOR KEY SHARE`
    const model = await tx.modelVersion.findFirst({ where: { id: modelVersionId, projectId, deletingAt: null } })
    if (!model) throw notFound('model')
    const { engine, thresholds } = manifestOf(model)
    const videos = await planVideos(tx, projectId, videoIds, resolveSampling(settings, thresholds))
    const isShown = shown ?? !(await tx.runShowing.findFirst({ where: { run: { projectId }, untilAt: null } }))
    const now = ctx.now()
    const showings = isShown ? { create: { fromAt: now } } : {}
    const run = await tx.run.create({
      data: { projectId, modelVersionId, settings, seed, createdBy: userId, createdAt: now, queuedAt: now, showings },
      include: RUN_PARTS,
    })
    const created = await tx.runVideo.createManyAndReturn({
      data: videos.map((video) => ({ runId: run.id, ...video })),
      select: { id: true },
    })
    for (const { id } of created) await enqueue(tx, scoringJobs[engine], { runVideoId: id })
    await audit(tx, ctx, {
      projectId,
      verb: 'run.create',
      entityId: run.id,
      difference: { videos: videos.length, shown: isShown },
    })
    return toRunView(tx, run, ctx.now())
  })
}
