import { InComparison, type MeasuredComparison } from '@/lib/contracts/http/comparison'
import { figuresTurnedRound } from '@/lib/domain/evaluation'
import type { Verb } from '@/lib/platform/context'
import type { Comparison, Db, Prisma, Tx } from '@/lib/platform/db'
import { withoutServerPaths } from '@/lib/platform/server-paths'
import { requireAbility } from '@/lib/services/accounts'
import { countAnswers } from '@/lib/services/labelling'
import { hashInputs, resultsOfRuns, type TruthOf } from '../inputs-hash'
import { comparisonFiguresOf } from '../stored'
import { loadRuns } from './compare-runs'

/** Raised when the same inputs give other figures; part of the hashes that are stored. */
const FIGURES_VERSION = 'paired 1'

export type ComparisonOf = TruthOf & { runAId: string; runBId: string }

/** Names the finished results of both runs, the truth and the taxonomy. Source: docs/spec/run-comparison.md [RC18] */
export function comparisonHashOf(db: Db | Tx, { runAId, runBId, ...of }: ComparisonOf): Promise<string> {
  return hashInputs(db, of, { version: FIGURES_VERSION, results: resultsOfRuns([runAId, runBId]) })
}

type Runs = Pick<InComparison, 'runId' | 'otherRunId'>

/** Both directions share one row: the smaller id is its run A. Source: docs/spec/run-comparison.md [RC18] */
export function rowOf({ runId, otherRunId }: Runs): { runAId: string; runBId: string } {
  return runId < otherRunId ? { runAId: runId, runBId: otherRunId } : { runAId: otherRunId, runBId: runId }
}

type Kept = Pick<Comparison, 'id' | 'figures' | 'inputsHash' | 'finishedAt' | 'runAId'>

function resultOf(row: Kept, { runId }: Runs, now: string) {
  const { inputsHash, finishedAt, runAId } = row
  const kept = comparisonFiguresOf(row)
  if (kept === null || finishedAt === null) return null
  return {
    figures: runAId === runId ? kept : figuresTurnedRound(kept),
    inputsHash,
    isCurrent: inputsHash === now,
    finishedAt: finishedAt.toISOString(),
  }
}

/** Answers that count, or clips with a planted truth. */
export function countMaterial(db: Db | Tx, { projectId, truth, scope }: TruthOf): Promise<number> {
  if (truth === 'planted') return db.videoTruth.count({ where: { video: { is: { projectId } } } })
  return countAnswers(db, { projectId, scope })
}

const NEWEST = [{ createdAt: 'desc' }, { id: 'desc' }] satisfies Prisma.ComparisonOrderByWithRelationInput[]

/** The figures of what there is now, else the newest; inputs may have come back to what they were. */
async function findResult(db: Db | Tx, of: ComparisonOf, runs: Runs): Promise<MeasuredComparison['result']> {
  const where = { ...of, state: 'done' as const }
  const newest = await db.comparison.findFirst({ where, orderBy: NEWEST })
  if (!newest) return null
  const now = await comparisonHashOf(db, of)
  if (newest.inputsHash === now) return resultOf(newest, runs, now)
  const current = await db.comparison.findFirst({ where: { ...where, inputsHash: now }, orderBy: NEWEST })
  return resultOf(current ?? newest, runs, now)
}

/** What is known of two runs against one truth, seen from the run that was named first. Source: docs/spec/run-comparison.md [RC18] */
export async function measuredOf(
  db: Db | Tx,
  { runId, otherRunId, ...of }: Runs & TruthOf,
): Promise<MeasuredComparison> {
  const { projectId, truth, scope } = of
  const where = { projectId, truth, scope, ...rowOf({ runId, otherRunId }) }
  const asked = await db.comparison.findFirst({
    where,
    orderBy: NEWEST,
    select: { state: true, error: true },
  })
  const result = asked && (await findResult(db, where, { runId, otherRunId }))
  const isFailed = asked?.state === 'failed' && !result?.isCurrent
  return {
    truth,
    scope,
    material: await countMaterial(db, of),
    state: asked?.state === 'failed' && !isFailed ? 'done' : (asked?.state ?? null),
    error: isFailed ? withoutServerPaths(asked.error) : null,
    result,
  }
}

/** Answers that nobody was led to give come first. */
const TRUTHS = [
  { truth: 'people', scope: 'hidden' },
  { truth: 'people', scope: 'holdout' },
  { truth: 'people', scope: 'all' },
  { truth: 'planted', scope: 'all' },
] as const

/** Which of two runs is nearer to each truth, as far as it was measured. Source: docs/spec/run-comparison.md [RC12]–[RC18] */
export async function getMeasuredComparisons({
  ctx,
  input,
}: Verb<InComparison>): Promise<{ comparisons: MeasuredComparison[] }> {
  const wanted = InComparison.parse(input)
  await requireAbility(ctx.db, ctx, wanted.projectId, 'runs.read')
  await loadRuns(ctx, wanted)
  return { comparisons: await Promise.all(TRUTHS.map((of) => measuredOf(ctx.db, { ...wanted, ...of }))) }
}
