import type { EvaluationSummary } from '@/lib/contracts/http/evaluation'
import type { RunView } from '@/lib/contracts/http/proposals'
import { isLive } from './run-badge'

type Run = Pick<RunView, 'state' | 'videos' | 'provider'>

/** The device on which the run computes, as text; a run may end before its model is opened. */
export function providerWords({ state, provider }: Run): 'providerUnknown' | 'providerNever' | null {
  if (provider !== null) return null
  return isLive(state) ? 'providerUnknown' : 'providerNever'
}

/** The text shown instead of scores. */
export function histogramEmptyWords({ state }: Run): 'histogramEmpty' | 'histogramNever' {
  return isLive(state) ? 'histogramEmpty' : 'histogramNever'
}

/** The text shown instead of evaluations; null when there are some, or when it is not known yet. */
export function evaluationWords(
  { state, videos }: Run,
  evaluations: readonly Pick<EvaluationSummary, 'state'>[] | undefined,
): 'evaluationLater' | 'evaluationNever' | 'evaluationNone' | null {
  if (isLive(state)) return 'evaluationLater'
  if (videos.done === 0) return 'evaluationNever'
  return evaluations?.length === 0 ? 'evaluationNone' : null
}

/** Messages of ONNX Runtime for a provider that is not available at all. */
const MISSING =
  /load (shared )?library|shared library|not (available|supported|enabled|built|found)|no available backend|no such file/i

type ProviderReason = { provider: string; why: 'providerMissing' | 'providerFailed'; raw: string }

/** Why a run does not use a provider, from the engine's reason: "cuda: Failed to load shared library". */
export function readProviderReason(reason: string): ProviderReason {
  const [, provider, raw] = /^([\w-]+):\s*(.*)$/s.exec(reason) ?? []
  if (provider === undefined || raw === undefined) return { provider: reason, why: 'providerFailed', raw: reason }
  return { provider: provider.toUpperCase(), why: MISSING.test(raw) ? 'providerMissing' : 'providerFailed', raw }
}
