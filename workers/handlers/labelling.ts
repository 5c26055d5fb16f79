import { refreshQueue } from '@/lib/services/labelling'
import { type Handler, jobContext } from '@/workers/context'

/** After a run or a change of the policy: what is most worth an answer may be something else. */
export const refreshQueueHandler: Handler<{ projectId: string }> = async ({ worker, payload }) => {
  await refreshQueue({ ctx: jobContext(worker, 'labelling.refresh-queue'), input: payload })
}
