import type { CountedAnswer } from '@/lib/domain/labelling'
import type { PairConsensus, TieKind } from './canonical'

type Votes = PairConsensus['votes']

/**
 * Majority preference over one pair's annotations.
 * @returns preference null when no one voted or no outcome has more than half of the votes
 * Source: docs/spec/export.md [EX1] [EX2] [EX3]
 */
export function preferenceConsensus(annotations: readonly CountedAnswer[]): PairConsensus {
  const adjudications = annotations.filter((annotation) => annotation.kind === 'adjudication')
  const votes = countVotes(annotations.filter((annotation) => annotation.kind !== 'adjudication'))
  const ruling = countVotes(adjudications)
  const deciding = total(ruling) > 0 ? ruling : votes
  const cast = total(deciding)
  const tally = { A: deciding.A, B: deciding.B, tie: deciding.tie_good + deciding.tie_bad }
  const preference = (['A', 'B', 'tie'] as const).find((outcome) => tally[outcome] * 2 > cast) ?? null
  const agreement = cast === 0 ? null : Math.max(tally.A, tally.B, tally.tie) / cast
  return {
    preference,
    tieKind: preference === 'tie' ? tieKind(deciding) : null,
    votes,
    preferenceAgreement: agreement,
    adjudicated: total(ruling) > 0,
  }
}

function countVotes(annotations: readonly CountedAnswer[]): Votes {
  const votes = { A: 0, B: 0, tie_good: 0, tie_bad: 0 }
  for (const { preference } of annotations) if (preference) votes[preference] += 1
  return votes
}

function total(votes: Votes): number {
  return votes.A + votes.B + votes.tie_good + votes.tie_bad
}

function tieKind({ tie_good, tie_bad }: Votes): TieKind {
  if (tie_good === tie_bad) return 'mixed'
  return tie_good > tie_bad ? 'good' : 'bad'
}
