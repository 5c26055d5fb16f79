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

/** Ways in which ONNX Runtime says that a provider is not there at all. */
const MISSING =
  /load (shared )?library|shared library|not (available|supported|enabled|built|found)|no available backend|no such file/i

type ProviderReason = { provider: string; why: 'providerMissing' | 'providerFailed'; raw: string }

/** Why a run does not use a provider, from what the engine said: "cuda: Failed to load shared library". */
export function readProviderReason(reason: string): ProviderReason {
  const [, provider, raw] = /^([\w-]+):\s*(.*)$/s.exec(reason) ?? []
  if (provider === undefined || raw === undefined) return { provider: reason, why: 'providerFailed', raw: reason }
  return { provider: provider.toUpperCase(), why: MISSING.test(raw) ? 'providerMissing' : 'providerFailed', raw }
}
