import { isPassing } from '@/lib/platform/failures'
import { type ComputeComparison, computeComparison, failComparison } from '@/lib/services/evaluation'
import { jobContext } from '@/workers/context'
import type { Handler } from '@/workers/handler'

export const computeComparisonHandler: Handler<ComputeComparison> = async ({ worker, payload, lastAttempt }) => {
  const ctx = jobContext(worker, 'evaluation.compute-comparison')
  try {
    await computeComparison({ ctx, input: payload })
  } catch (error) {
    if (!lastAttempt || isPassing(error)) throw error
    worker.log.error({ err: error, ...payload }, 'gave a comparison with the truth up')
    const reason = 'Computing it failed several times on our side; see the log of the worker.'
    await failComparison({ ctx, input: { ...payload, reason } })
  }
}
