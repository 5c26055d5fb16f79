import { engineChanges } from '@/lib/domain/proposals'
import { isLostConnection } from '@/lib/platform/db'
import { AppError } from '@/lib/platform/errors'
import {
  failRun,
  failRunVideo,
  type ModelPlace,
  modelPlaceOf,
  type RegisteredModel,
  type ScoringEngine,
  scoreVideo,
  UnansweredFrameError,
} from '@/lib/services/proposals'
import { jobContext, type WorkerContext } from '@/workers/context'
import {
  ClipScoringError,
  EngineProcess,
  EngineProcessError,
  EngineStartError,
  ModelFolderError,
} from '@/workers/engines'
import type { Handler } from '@/workers/handler'

type Wanted = Omit<RegisteredModel, 'location'> & ModelPlace

/** One engine a process: the next clip of the same model finds it warm. */
let open: (Wanted & { process: EngineProcess }) | null = null

async function engineProcess(worker: WorkerContext, wanted: Wanted): Promise<EngineProcess> {
  const { folder, sha256, manifest } = wanted
  if (open?.folder === folder && open.sha256 === sha256 && engineChanges(open.manifest, manifest).length === 0) {
    return open.process
  }
  await open?.process.stop()
  open = { ...wanted, process: new EngineProcess({ ...wanted, engine: worker.engine }) }
  return open.process
}

function openEngine(worker: WorkerContext, { location, ...model }: RegisteredModel): ScoringEngine {
  const wanted = { ...model, ...modelPlaceOf(location, worker.modelsFolder) }
  return {
    start: async (signal) => (await (await engineProcess(worker, wanted)).start(signal)).description,
    async *score(request) {
      yield* (await engineProcess(worker, wanted)).score(request)
    },
  }
}

/** Written to be read by people; of anything else the text may tell of the inside of this machine. */
const TOLD = [ClipScoringError, ModelFolderError, EngineProcessError, UnansweredFrameError, AppError]

function reasonOf(error: unknown): string {
  if (error instanceof Error && TOLD.some((known) => error instanceof known)) return error.message
  return 'Scoring this clip failed several times on our side; see the log of the worker, then retry the run.'
}

/** Whose fault a failure is; null where nobody can tell. Source: docs/spec/proposals.md [PP20] */
function faultOf(error: unknown): 'clip' | 'engine' | null {
  if (error instanceof ClipScoringError) return error.fault
  return error instanceof EngineStartError ? 'engine' : null
}

export const scoreVideoHandler: Handler<{ runVideoId: string }> = async ({ worker, payload, lastAttempt, signal }) => {
  const ctx = jobContext(worker, 'proposals.score-video')
  try {
    await scoreVideo({
      ctx,
      input: payload,
      signal,
      openEngine: (model) => openEngine(worker, model),
    })
  } catch (error) {
    if (signal.aborted || isLostConnection(error)) throw error
    const told = { ...payload, reason: reasonOf(error) }
    if (error instanceof ModelFolderError) {
      worker.log.error(told, 'ended a run: its engine cannot be opened')
      return failRun({ ctx, input: payload, reason: told.reason })
    }
    const fault = faultOf(error)
    // A process that was killed while it opened the model is started again like one that was killed later.
    const mayPass = fault === null || error instanceof EngineStartError
    if (mayPass && !lastAttempt) throw error
    // What an engine says is enough; what nobody expected comes with its stack.
    const isKnown = fault !== null || TOLD.some((known) => error instanceof known)
    worker.log.error(isKnown ? told : { err: error, ...payload }, 'gave a clip of a run up')
    await failRunVideo({ ctx, input: payload, reason: told.reason, fault: fault ?? 'clip' })
  }
}

/** Ends the engine's process with the worker. */
export async function closeEngine(): Promise<void> {
  await open?.process.stop()
  open = null
}
