import type { InComparison } from '@/lib/contracts/http/comparison'
import type { NearerStanding } from '@/lib/contracts/http/nearer'
import { figuresTurnedRound, PairedFigures } from '@/lib/domain/evaluation'
import type { Db, PairedEvaluation, Prisma, Tx } from '@/lib/platform/db'
import type { TruthOf } from '../inputs-hash'
import { ANSWERED_TASKS, currentAnswers } from '../load-people-truth'

type Runs = Pick<InComparison, 'runId' | 'otherRunId'>

/** Both directions share one row: the smaller id is its run A. Source: docs/spec/run-comparison.md [RC18] */
export function rowOf({ runId, otherRunId }: Runs): { runAId: string; runBId: string } {
  return runId < otherRunId ? { runAId: runId, runBId: otherRunId } : { runAId: otherRunId, runBId: runId }
}

function resultOf({ figures, inputsHash, finishedAt, runAId }: PairedEvaluation, { runId }: Runs) {
  if (figures === null || finishedAt === null) return null
  const kept = PairedFigures.parse(figures)
  return {
    figures: runAId === runId ? kept : figuresTurnedRound(kept),
    inputsHash,
    finishedAt: finishedAt.toISOString(),
  }
}

/** Answers that count, or clips with a planted truth. */
export function countMaterial(db: Db | Tx, { projectId, truth, scope }: TruthOf): Promise<number> {
  if (truth === 'planted') return db.videoTruth.count({ where: { video: { is: { projectId } } } })
  return db.annotation.count({ where: currentAnswers(projectId, ANSWERED_TASKS[scope]) })
}

/** What is known of two runs against one truth, seen from the run that was named first. */
export async function standingOf(db: Db | Tx, { runId, otherRunId, ...of }: Runs & TruthOf): Promise<NearerStanding> {
  const { projectId, truth, scope } = of
  const where = { projectId, truth, scope, ...rowOf({ runId, otherRunId }) } satisfies Prisma.PairedEvaluationWhereInput
  const orderBy = [{ createdAt: 'desc' }, { id: 'desc' }] satisfies Prisma.PairedEvaluationOrderByWithRelationInput[]
  const newest = await db.pairedEvaluation.findFirst({ where, orderBy })
  const done =
    newest === null || newest.state === 'done'
      ? newest
      : await db.pairedEvaluation.findFirst({ where: { ...where, state: 'done' }, orderBy })
  return {
    truth,
    scope,
    material: await countMaterial(db, of),
    state: newest?.state ?? null,
    error: newest?.error ?? null,
    result: done && resultOf(done, { runId, otherRunId }),
  }
}
