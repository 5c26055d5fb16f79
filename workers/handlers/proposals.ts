import { AppError } from '@/lib/platform/errors'
import { isPassing } from '@/lib/platform/failures'
import { failRun, failRunVideo, modelPlaceOf, scoreVideo, UnansweredFrameError } from '@/lib/services/proposals'
import { type Handler, jobContext } from '@/workers/context'
import { ClipScoringError, EngineProcessError, EngineStartError, holdEngine, ModelFolderError } from '@/workers/engines'

/** Errors written for people; the text of any other error may reveal details of this machine. */
const READABLE_ERRORS = [ClipScoringError, ModelFolderError, EngineProcessError, UnansweredFrameError, AppError]

function reasonOf(error: unknown): string {
  if (error instanceof Error && READABLE_ERRORS.some((known) => error instanceof known)) return error.message
  return 'Scoring this clip failed several times on the server; see the log of the worker, then retry the run.'
}

/** What caused a failure; null when it is unknown. Source: docs/spec/proposals.md [PP20] */
function faultOf(error: unknown): 'clip' | 'engine' | null {
  if (error instanceof ClipScoringError) return error.fault
  return error instanceof EngineStartError ? 'engine' : null
}

export const scoreVideoHandler: Handler<{ runVideoId: string }> = async ({ worker, payload, lastAttempt, signal }) => {
  const ctx = jobContext(worker, 'proposals.score-video')
  const engine = holdEngine(worker.engines, ({ location, ...model }) => ({
    ...model,
    ...modelPlaceOf(location, worker.modelsFolder),
  }))
  try {
    await scoreVideo({ ctx, input: payload, signal, openEngine: engine.open })
  } catch (error) {
    if (signal.aborted || isPassing(error)) throw error
    const told = { ...payload, reason: reasonOf(error) }
    if (error instanceof ModelFolderError) {
      worker.log.error(told, 'ended a run: its engine cannot be opened')
      return failRun({ ctx, input: payload, reason: told.reason })
    }
    const fault = faultOf(error)
    // A process that was killed while it opened the model is started again like one that was killed later.
    const mayPass = fault === null || error instanceof EngineStartError
    if (mayPass && !lastAttempt) throw error
    // An engine's message is enough; an unexpected error is logged with its stack.
    const isKnown = fault !== null || READABLE_ERRORS.some((known) => error instanceof known)
    worker.log.error(isKnown ? told : { err: error, ...payload }, 'gave up a clip of a run')
    await failRunVideo({ ctx, input: payload, reason: told.reason, fault: fault ?? 'clip' })
  } finally {
    engine.giveBack()
  }
}
