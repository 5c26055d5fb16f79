import { getAgreement } from '@/lib/services/agreement'
import { type Handler, jobContext } from '@/workers/context'

/** Computes ahead, so that whoever opens the page finds the figures frozen. */
export const refreshAgreementHandler: Handler<{ projectId: string }> = async ({ worker, payload }) => {
  await getAgreement({ ctx: jobContext(worker, 'agreement.refresh'), input: payload })
}
