import type { ComparedRun, InComparison } from '@/lib/contracts/http/comparison'
import type { Boundaries } from '@/lib/domain/evaluation'
import type { Reading } from '@/lib/platform/context'
import { invalid, notFound } from '@/lib/platform/errors'
import { manifestOf, RUN_PARTS, type RunRow, toRunTitle } from '@/lib/services/proposals'

export type RunPair = { a: RunRow; b: RunRow }

function boundaryOf({ model }: RunRow): number {
  return manifestOf(model).thresholds.distortedScore
}

export function boundariesOf({ a, b }: RunPair): Boundaries {
  return { a: boundaryOf(a), b: boundaryOf(b) }
}

/**
 * Both runs of a comparison, of this project alone.
 * @throws AppError invalid `same-run`, or not-found
 * Source: docs/spec/run-comparison.md [RC1]
 */
export async function loadRuns(
  { db }: Pick<Reading, 'db'>,
  { projectId, runId, otherRunId }: InComparison,
): Promise<RunPair> {
  if (runId === otherRunId) {
    throw invalid('same-run', 'These are one and the same run; choose another one to compare it with.')
  }
  const rows = await db.run.findMany({ where: { id: { in: [runId, otherRunId] }, projectId }, include: RUN_PARTS })
  const [a, b] = [runId, otherRunId].map((id) => rows.find((row) => row.id === id))
  if (!a || !b) throw notFound('run')
  return { a, b }
}

export function toComparedRun(row: RunRow): ComparedRun {
  return { ...toRunTitle(row), distortedScore: boundaryOf(row) }
}
