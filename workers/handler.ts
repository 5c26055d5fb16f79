import type { WorkerContext } from './context'

/** Does one job: thin, it builds the context and calls the verb. `lastAttempt` asks it to record the failure itself. */
export type Handler<Payload> = (given: {
  worker: WorkerContext
  payload: Payload
  lastAttempt: boolean
  signal: AbortSignal
}) => Promise<void>
