import { AgreementReport } from '@/lib/contracts/http/agreement'
import { InProject } from '@/lib/contracts/http/common'
import { computeReport } from '@/lib/domain/agreement'
import type { Context, Verb } from '@/lib/platform/context'
import type { AgreementRun } from '@/lib/platform/db'
import { parseStored } from '@/lib/platform/stored'
import { requireAbility } from '@/lib/services/accounts'
import { getPublishedTaxonomy, loadCarriedTaxonomy } from '@/lib/services/taxonomy'
import { inputsHashOf, loadAnswerRows, withLabels } from './load-answers'

/** Raised when the same inputs give other figures. */
const FIGURES_VERSION = '3'

const Figures = AgreementReport.omit({ computedAt: true })

/** @throws StoredDataError */
function toReport({ id, figures, createdAt }: AgreementRun): AgreementReport {
  return { ...parseStored(Figures, figures, 'AgreementRun.figures', id), computedAt: createdAt.toISOString() }
}

/** Loads, computes, freezes: figures of the same inputs are computed once and never change. */
async function runAgreement(ctx: Context, projectId: string): Promise<AgreementReport> {
  const answers = await loadAnswerRows(ctx.db, projectId)
  const { id: taxonomyVersionId } = await getPublishedTaxonomy(ctx.db, projectId)
  const inputsHash = inputsHashOf(answers, `${FIGURES_VERSION}:${taxonomyVersionId}`)
  const where = { projectId_inputsHash: { projectId, inputsHash } }
  const known = await ctx.db.agreementRun.findUnique({ where })
  if (known) return toReport(known)
  const taxonomy = await loadCarriedTaxonomy(ctx.db, taxonomyVersionId)
  const figures = computeReport(await withLabels(ctx.db, answers, taxonomy), taxonomy.labels)
  await ctx.db.agreementRun.createMany({
    data: [{ projectId, inputsHash, figures, createdAt: ctx.now() }],
    skipDuplicates: true,
  })
  return toReport(await ctx.db.agreementRun.findUniqueOrThrow({ where }))
}

/** How far the annotators agree, as they answered first and after review. */
export async function getAgreement({ ctx, input }: Verb<{ projectId: string }>): Promise<AgreementReport> {
  const { projectId } = InProject.parse(input)
  await requireAbility(ctx.db, ctx, projectId, 'agreement.read')
  return runAgreement(ctx, projectId)
}
