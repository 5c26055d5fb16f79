import { getAgreement } from '@/lib/services/agreement'
import { jobContext } from '@/workers/context'
import type { Handler } from '@/workers/handler'

/** Computes ahead, so that whoever opens the page finds the figures frozen. */
export const refreshAgreementHandler: Handler<{ projectId: string }> = async ({ worker, payload }) => {
  await getAgreement({ ctx: jobContext(worker, 'agreement.refresh'), input: payload })
}
