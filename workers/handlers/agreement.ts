import { getAgreement } from '@/lib/services/agreement'
import { type Handler, jobContext } from '@/workers/context'

/** Computes in advance, so that the figures are ready when someone opens the page. */
export const refreshAgreementHandler: Handler<{ projectId: string }> = async ({ worker, payload }) => {
  await getAgreement({ ctx: jobContext(worker, 'agreement.refresh'), input: payload })
}
