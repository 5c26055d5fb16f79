import { type ComparedRun, InComparison, type RunComparison } from '@/lib/contracts/http/comparison'
import { type Boundaries, type ClipVerdict, type ComparedClip, compareRuns as figuresOf } from '@/lib/domain/evaluation'
import type { Reading, Verb } from '@/lib/platform/context'
import { invalid, notFound } from '@/lib/platform/errors'
import { requireAbility } from '@/lib/services/accounts'
import { manifestOf, RUN_PARTS, type RunRow, toRunTitle } from '@/lib/services/proposals'
import { type ClipFigures, clipFigures } from './clip-rows'

type RunPair = { a: RunRow; b: RunRow }

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

function toComparedRun(row: RunRow): ComparedRun {
  return { ...toRunTitle(row), distortedScore: boundaryOf(row) }
}

function verdict(score: number | null, labels: string[] | null): ClipVerdict | null {
  return score === null ? null : { score, labels: labels ?? [] }
}

function toComparedClip(row: ClipFigures): ComparedClip {
  return {
    clipId: row.videoId,
    a: verdict(row.aScore, row.aLabels),
    b: verdict(row.bScore, row.bLabels),
    frames: { both: row.framesBoth, agreeing: row.framesAgreeing },
  }
}

/** How two runs of the project stand to one another. Source: docs/spec/run-comparison.md */
export async function compareRuns({ ctx, input }: Verb<InComparison>): Promise<RunComparison> {
  const wanted = InComparison.parse(input)
  await requireAbility(ctx.db, ctx, wanted.projectId, 'runs.read')
  const runs = await loadRuns(ctx, wanted)
  const boundaries = boundariesOf(runs)
  const rows = await ctx.db.$queryRaw<ClipFigures[]>`${clipFigures(wanted, boundaries)}`
  return {
    a: toComparedRun(runs.a),
    b: toComparedRun(runs.b),
    figures: figuresOf(rows.map(toComparedClip), boundaries),
  }
}
