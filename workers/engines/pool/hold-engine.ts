import type { RegisteredModel, ScoringEngine } from '@/lib/services/proposals'
import type { EngineLease, EnginePool, PooledModel } from './engine-pool'

/** An engine is taken when a clip begins and held until it ends, for its decoder remembers the clip's frames. */
export function holdEngine(pool: EnginePool, placeOf: (model: RegisteredModel) => PooledModel) {
  let lease: EngineLease | null = null
  function open(model: RegisteredModel): ScoringEngine {
    const wanted = placeOf(model)
    async function held(signal: AbortSignal): Promise<EngineLease> {
      lease ??= await pool.take(wanted, signal)
      return lease
    }
    return {
      start: async (signal) => (await held(signal)).start(signal),
      async *score(request) {
        yield* (await held(request.signal)).score(request)
      },
    }
  }
  return { open, giveBack: () => lease?.giveBack() }
}
