import { InComparison, type RunComparison } from '@/lib/contracts/http/comparison'
import { type ClipVerdict, type ComparedClip, compareRuns as figuresOf } from '@/lib/domain/evaluation'
import type { Verb } from '@/lib/platform/context'
import { requireAbility } from '@/lib/services/accounts'
import { type ClipFigures, clipFigures } from './clip-rows'
import { boundariesOf, loadRuns, toComparedRun } from './load-runs'

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
