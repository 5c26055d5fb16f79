import type { Context } from '@/lib/platform/context'
import { createRun, modelPlaceOf, registerModel, type ScoringEngine, scoreVideo } from '@/lib/services/proposals'
import { EngineProcess } from '@/workers/engines'

export const DEMO_MODEL = 'builtin:default'

/** One pass of the model that ships with the product over all clips. */
export async function seedRun(
  ctx: Context,
  projectId: string,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  if (await ctx.db.run.findFirst({ where: { projectId, state: 'done' } })) return
  const model = await registerModel({ ctx, input: { projectId, location: DEMO_MODEL } })
  const run = await createRun({
    ctx,
    input: {
      projectId,
      modelVersionId: model.id,
      videoIds: null,
      settings: { schemaVersion: 1, targetFps: 2, high: null, low: null },
      seed: 1,
    },
  })
  const engineProcess = new EngineProcess(modelPlaceOf(DEMO_MODEL, ''))
  const engine: ScoringEngine = {
    start: async (given) => (await engineProcess.start(given)).description,
    score: (request) => engineProcess.score(request),
  }
  try {
    const videos = await ctx.db.runVideo.findMany({ where: { runId: run.id }, orderBy: { id: 'asc' } })
    for (const [place, { id }] of videos.entries()) {
      say(`scoring clips ${place + 1}/${videos.length}`)
      await scoreVideo({ ctx, input: { runVideoId: id }, openEngine: () => engine, signal })
    }
  } finally {
    await engineProcess.stop()
  }
}
