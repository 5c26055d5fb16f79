import { evaluateRun } from '@/lib/services/evaluation'
import { type Handler, jobContext } from '@/workers/context'

/** After a run: the page of its model says at once how good it is. */
export const evaluateRunHandler: Handler<{ runId: string }> = async ({ worker, payload }) => {
  await evaluateRun({ ctx: jobContext(worker, 'evaluation.evaluate-run'), input: payload })
}
