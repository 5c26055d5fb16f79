import { InComparison } from '@/lib/contracts/http/comparison'
import type { NearerStanding } from '@/lib/contracts/http/nearer'
import type { Verb } from '@/lib/platform/context'
import { requireAbility } from '@/lib/services/accounts'
import { loadRuns } from '../comparison/load-runs'
import { standingOf } from './standings'

/** Answers that nobody was led to give come first. */
const TRUTHS = [
  { truth: 'people', scope: 'hidden' },
  { truth: 'people', scope: 'holdout' },
  { truth: 'people', scope: 'all' },
  { truth: 'planted', scope: 'all' },
] as const

/** Which of two runs is nearer to each truth, as far as it was measured. Source: docs/spec/run-comparison.md [RC12]–[RC18] */
export async function getNearer({ ctx, input }: Verb<InComparison>): Promise<{ standings: NearerStanding[] }> {
  const wanted = InComparison.parse(input)
  await requireAbility(ctx.db, ctx, wanted.projectId, 'runs.read')
  await loadRuns(ctx, wanted)
  return { standings: await Promise.all(TRUTHS.map((of) => standingOf(ctx.db, { ...wanted, ...of }))) }
}
