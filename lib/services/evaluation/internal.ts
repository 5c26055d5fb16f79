import type { EvaluationHeadline, EvaluationSummary, EvaluationView } from '@/lib/contracts/http/evaluation'
import type { ModelFigures } from '@/lib/domain/evaluation'
import type { Prisma, Tx } from '@/lib/platform/db'
import { notFound } from '@/lib/platform/errors'
import { withoutServerPaths } from '@/lib/platform/server-paths'
import type { EvaluationOf } from './inputs-hash'
import { modelFiguresOf } from './stored'

/** Two who ask at once take turns, so that the same thing is not computed twice. */
export async function lockModel(
  tx: Tx,
  { projectId, modelVersionId }: Pick<EvaluationOf, 'projectId' | 'modelVersionId'>,
): Promise<void> {
  const found = await tx.$queryRaw<unknown[]>`
    SELECT id FROM "ModelVersion" WHERE id = ${modelVersionId}::uuid AND "projectId" = ${projectId}::uuid FOR UPDATE`
  if (found.length === 0) throw notFound('model')
}

export const PARTS = {
  model: { select: { id: true, name: true, version: true } },
} as const satisfies Prisma.EvaluationInclude
type EvaluationRow = Prisma.EvaluationGetPayload<{ include: typeof PARTS }>

function headlineOf({ preference, recognition }: ModelFigures): EvaluationHeadline {
  const { epsilon: _, ...withTies } = preference.withTies
  return {
    withTies,
    withoutTies: preference.withoutTies,
    distortedF1: recognition.distorted.f1,
    normalF1: recognition.normal.f1,
    meanIou: recognition.boxes.meanIou,
    calibrationError: recognition.calibration.error,
  }
}

export function toEvaluationView(row: EvaluationRow): EvaluationView {
  const figures = modelFiguresOf(row)
  return {
    id: row.id,
    model: row.model,
    truth: row.truth,
    scope: row.scope,
    state: row.state,
    headline: figures && headlineOf(figures),
    error: withoutServerPaths(row.error),
    isAutomatic: row.createdBy === null,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    inputsHash: row.inputsHash,
    figures,
  }
}

export function toEvaluationSummary(row: EvaluationRow): EvaluationSummary {
  const { figures: _, inputsHash: __, ...summary } = toEvaluationView(row)
  return summary
}
