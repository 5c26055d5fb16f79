import { isPassing } from '@/lib/platform/failures'
import {
  type ComputeComparison,
  computeComparison,
  evaluateRun,
  failComparison,
  failEvaluation,
  runEvaluation,
} from '@/lib/services/evaluation'
import { type Handler, jobContext } from '@/workers/context'

/** After a run: evaluates its model, so that the model's page shows figures at once. */
export const evaluateRunHandler: Handler<{ runId: string }> = async ({ worker, payload }) => {
  await evaluateRun({ ctx: jobContext(worker, 'evaluation.evaluate-run'), input: payload })
}

export const runEvaluationHandler: Handler<{ evaluationId: string }> = async ({ worker, payload, lastAttempt }) => {
  const ctx = jobContext(worker, 'evaluation.run')
  try {
    await runEvaluation({ ctx, input: payload })
  } catch (error) {
    if (!lastAttempt || isPassing(error)) throw error
    worker.log.error({ err: error, ...payload }, 'gave an evaluation up')
    const reason = 'The computation failed several times on the server; see the log of the worker.'
    await failEvaluation({ ctx, input: { ...payload, reason } })
  }
}

export const computeComparisonHandler: Handler<ComputeComparison> = async ({ worker, payload, lastAttempt }) => {
  const ctx = jobContext(worker, 'evaluation.compute-comparison')
  try {
    await computeComparison({ ctx, input: payload })
  } catch (error) {
    if (!lastAttempt || isPassing(error)) throw error
    worker.log.error({ err: error, ...payload }, 'gave up a comparison with the truth')
    const reason = 'The computation failed several times on the server; see the log of the worker.'
    await failComparison({ ctx, input: { ...payload, reason } })
  }
}
