import type { AgreementReport } from '@/lib/contracts/http/agreement'
import type { Context } from '@/lib/platform/context'
import { getPublishedTaxonomy } from '@/lib/services/taxonomy'
import { computeReport } from './compute-report'
import { inputsHashOf, loadAnswers, loadLabels } from './load-answers'

const FIGURES_VERSION = '2'

/** Loads, computes, freezes: figures of the same inputs are computed once and never change. */
export async function runAgreement(ctx: Context, projectId: string): Promise<AgreementReport> {
  const answers = await loadAnswers(ctx.db, projectId)
  const taxonomy = await getPublishedTaxonomy(ctx.db, projectId)
  const inputsHash = inputsHashOf(answers, `${FIGURES_VERSION}:${taxonomy.id}`)
  const where = { projectId_inputsHash: { projectId, inputsHash } }
  const known = await ctx.db.agreementRun.findUnique({ where })
  if (known)
    return { ...(known.figures as Omit<AgreementReport, 'computedAt'>), computedAt: known.createdAt.toISOString() }
  const labels = await loadLabels(
    ctx.db,
    answers.map(({ id }) => id),
  )
  const figures = computeReport(answers, labels, taxonomy.tree)
  await ctx.db.agreementRun.createMany({
    data: [{ projectId, inputsHash, figures, createdAt: ctx.now() }],
    skipDuplicates: true,
  })
  const frozen = await ctx.db.agreementRun.findUniqueOrThrow({ where })
  return { ...(frozen.figures as typeof figures), computedAt: frozen.createdAt.toISOString() }
}
