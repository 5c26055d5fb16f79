import { isPassing } from '@/lib/platform/failures'
import { failEvaluation, runEvaluation } from '@/lib/services/evaluation'
import { type Handler, jobContext } from '@/workers/context'

export const runEvaluationHandler: Handler<{ evaluationId: string }> = async ({ worker, payload, lastAttempt }) => {
  const ctx = jobContext(worker, 'evaluation.run')
  try {
    await runEvaluation({ ctx, input: payload })
  } catch (error) {
    if (!lastAttempt || isPassing(error)) throw error
    worker.log.error({ err: error, ...payload }, 'gave an evaluation up')
    const reason = 'Computing it failed several times on our side; see the log of the worker.'
    await failEvaluation({ ctx, input: { ...payload, reason } })
  }
}
