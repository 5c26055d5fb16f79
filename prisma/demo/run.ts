import type { Context } from '@/lib/platform/context'
import { createRun, modelPlaceOf, registerModel, scoreVideo } from '@/lib/services/proposals'
import type { WorkerContext } from '@/workers/context'
import { engineLanes, holdEngine } from '@/workers/engines'

export const DEMO_MODEL = 'builtin:default'

/** One pass of the model that ships with the product over all clips, by the worker's engines. */
export async function seedRun(
  worker: WorkerContext,
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
  const videos = await ctx.db.runVideo.findMany({ where: { runId: run.id }, orderBy: { id: 'asc' } })
  const waiting = [...videos]
  let done = 0
  async function lane(): Promise<void> {
    for (let clip = waiting.shift(); clip; clip = waiting.shift()) {
      const engine = holdEngine(worker.engines, ({ location, ...model }) => ({
        ...model,
        ...modelPlaceOf(location, worker.modelsFolder),
      }))
      try {
        await scoreVideo({ ctx, input: { runVideoId: clip.id }, openEngine: engine.open, signal })
      } finally {
        engine.giveBack()
      }
      done += 1
      say(`scoring clips ${done}/${videos.length}`)
    }
  }
  const lanes = engineLanes(worker.engine.threads)['frame-onnx']
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane))
  for (const one of ended) if (one.status === 'rejected') throw one.reason
}
