import { type GateReason, type ReleaseCounts, SPLITS, type Split } from '@/lib/domain/exports'

type SplitKey = keyof ReleaseCounts['splits'][Split]

export function totalOf(counts: ReleaseCounts, key: SplitKey): number {
  return SPLITS.reduce((sum, split) => sum + counts.splits[split][key], 0)
}

export type Reason = { reason: GateReason | 'leaked'; count: number }

/** Why pairs were left out, the most frequent first. */
export function leftOut({ dropped, leaked }: ReleaseCounts): Reason[] {
  const reasons: Reason[] = Object.entries(dropped).map(([reason, count]) => ({ reason: reason as GateReason, count }))
  if (leaked.pairs > 0) reasons.push({ reason: 'leaked', count: leaked.pairs })
  return reasons.sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1))
}

export function leftOutTotal(counts: ReleaseCounts): number {
  return leftOut(counts).reduce((sum, { count }) => sum + count, 0)
}

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const

/** Bytes in decimal units with three digits at most. */
export function bytesText(bytes: number): string {
  const power = Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return `${power === 0 || value >= 100 ? Math.round(value) : Math.round(value * 10) / 10} ${UNITS[power]}`
}
