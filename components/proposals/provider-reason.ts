/** Ways in which ONNX Runtime says that a provider is not there at all. */
const MISSING =
  /load (shared )?library|shared library|not (available|supported|enabled|built|found)|no available backend|no such file/i

export type ProviderReason = { provider: string; why: 'providerMissing' | 'providerFailed'; raw: string }

/** Why a run does not use a provider, from what the engine said: "cuda: Failed to load shared library". */
export function readProviderReason(reason: string): ProviderReason {
  const [, provider, raw] = /^([\w-]+):\s*(.*)$/s.exec(reason) ?? []
  if (provider === undefined || raw === undefined) return { provider: reason, why: 'providerFailed', raw: reason }
  return { provider: provider.toUpperCase(), why: MISSING.test(raw) ? 'providerMissing' : 'providerFailed', raw }
}
