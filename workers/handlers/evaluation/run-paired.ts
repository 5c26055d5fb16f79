import { isPassing } from '@/lib/platform/failures'
import { failPairedEvaluation, type RunPairedEvaluation, runPairedEvaluation } from '@/lib/services/evaluation'
import { type Handler, jobContext } from '@/workers/context'

export const runPairedEvaluationHandler: Handler<RunPairedEvaluation> = async ({ worker, payload, lastAttempt }) => {
  const ctx = jobContext(worker, 'evaluation.run-paired')
  try {
    await runPairedEvaluation({ ctx, input: payload })
  } catch (error) {
    if (!lastAttempt || isPassing(error)) throw error
    worker.log.error({ err: error, ...payload }, 'gave a comparison with the truth up')
    const reason = 'Computing it failed several times on our side; see the log of the worker.'
    await failPairedEvaluation({ ctx, input: { ...payload, reason } })
  }
}
