import { InComparison, type MeasuredComparison } from '@/lib/contracts/http/comparison'
import type { Verb } from '@/lib/platform/context'
import { requireAbility } from '@/lib/services/accounts'
import { loadRuns } from './load-runs'
import { measuredOf } from './measured-comparison'

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
