import type { Db, Tx } from '@/lib/platform/db'
import { hashInputs, resultsOfRuns, type TruthOf } from '../inputs-hash'

/** Raised when the same inputs give other figures; part of the hashes that are stored. */
const FIGURES_VERSION = 'paired 1'

export type ComparisonOf = TruthOf & { runAId: string; runBId: string }

/** Names the finished results of both runs, the truth and the taxonomy. Source: docs/spec/run-comparison.md [RC18] */
export function comparisonHashOf(db: Db | Tx, { runAId, runBId, ...of }: ComparisonOf): Promise<string> {
  return hashInputs(db, of, { version: FIGURES_VERSION, results: resultsOfRuns([runAId, runBId]) })
}
