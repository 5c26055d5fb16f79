import type { EvaluationSummary } from '@/lib/contracts/http/evaluation'
import type { RunView } from '@/lib/contracts/http/proposals'
import { isLive } from './run-badge'

type Run = Pick<RunView, 'state' | 'videos' | 'provider'>

/** What stands where the run computes; a run may end before its model is opened. */
export function providerWords({ state, provider }: Run): 'providerUnknown' | 'providerNever' | null {
  if (provider !== null) return null
  return isLive(state) ? 'providerUnknown' : 'providerNever'
}

/** What stands in place of scores. */
export function histogramEmptyWords({ state }: Run): 'histogramEmpty' | 'histogramNever' {
  return isLive(state) ? 'histogramEmpty' : 'histogramNever'
}

/** What stands in place of evaluations; null where there are some, or where it is not known yet. */
export function evaluationWords(
  { state, videos }: Run,
  evaluations: readonly Pick<EvaluationSummary, 'state'>[] | undefined,
): 'evaluationLater' | 'evaluationNever' | 'evaluationNone' | null {
  if (isLive(state)) return 'evaluationLater'
  if (videos.done === 0) return 'evaluationNever'
  return evaluations?.length === 0 ? 'evaluationNone' : null
}
