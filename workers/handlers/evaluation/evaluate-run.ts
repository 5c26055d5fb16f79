import { evaluateRun } from '@/lib/services/evaluation'
import { jobContext } from '@/workers/context'
import type { Handler } from '@/workers/handler'

/** After a run: the page of its model says at once how good it is. */
export const evaluateRunHandler: Handler<{ runId: string }> = async ({ worker, payload }) => {
  await evaluateRun({ ctx: jobContext(worker, 'evaluation.evaluate-run'), input: payload })
}
