import type { AgreementReport } from '@/lib/contracts/http/agreement'
import { InProject } from '@/lib/contracts/http/common'
import type { Verb } from '@/lib/platform/context'
import { requireAbility } from '@/lib/services/accounts'
import { runAgreement } from './run-agreement'

/** How far the annotators agree, as they answered first and after review. */
export async function getAgreement({ ctx, input }: Verb<{ projectId: string }>): Promise<AgreementReport> {
  const { projectId } = InProject.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'agreement.read')
  return runAgreement(ctx, projectId)
}
