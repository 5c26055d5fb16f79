import type { Context } from '@/lib/platform/context'
import { createRun, modelPlaceOf, registerModel, scoreVideo } from '@/lib/services/proposals'
import { EnginePool, engineLanes, holdEngine } from '@/workers/engines'

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
  const pool = new EnginePool()
  const videos = await ctx.db.runVideo.findMany({ where: { runId: run.id }, orderBy: { id: 'asc' } })
  const waiting = [...videos]
  let done = 0
  async function lane(): Promise<void> {
    for (let clip = waiting.shift(); clip; clip = waiting.shift()) {
      const engine = holdEngine(pool, ({ location, ...model }) => ({ ...model, ...modelPlaceOf(location, '') }))
      try {
        await scoreVideo({ ctx, input: { runVideoId: clip.id }, openEngine: engine.open, signal })
      } finally {
        engine.giveBack()
      }
      done += 1
      say(`scoring clips ${done}/${videos.length}`)
    }
  }
  try {
    const lanes = await Promise.allSettled(Array.from({ length: engineLanes()['frame-onnx'] }, lane))
    for (const ended of lanes) if (ended.status === 'rejected') throw ended.reason
  } finally {
    await pool.close()
  }
}
