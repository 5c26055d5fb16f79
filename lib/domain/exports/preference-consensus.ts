import type { PairAnnotation, Vote } from './annotated-pair'
import type { PairConsensus, TieKind, Votes } from './canonical'

/**
 * Majority preference over one pair's annotations.
 * @returns preference null when nobody voted or no outcome has more than half of the votes
 * Source: docs/spec/export.md [EX1] [EX2] [EX3]
 */
export function preferenceConsensus(annotations: readonly PairAnnotation[]): PairConsensus {
  const adjudications = annotations.filter((annotation) => annotation.kind === 'adjudication')
  const votes = countVotes(annotations.filter((annotation) => annotation.kind !== 'adjudication'))
  const ruling = countVotes(adjudications)
  const deciding = total(ruling) > 0 ? ruling : votes
  const cast = total(deciding)
  const tally = { A: deciding.A, B: deciding.B, tie: deciding.tieGood + deciding.tieBad }
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

function countVotes(annotations: readonly PairAnnotation[]): Votes {
  const count = (vote: Vote) => annotations.filter((annotation) => annotation.preference === vote).length
  return { A: count('A'), B: count('B'), tieGood: count('tie-good'), tieBad: count('tie-bad') }
}

function total(votes: Votes): number {
  return votes.A + votes.B + votes.tieGood + votes.tieBad
}

function tieKind(votes: Votes): TieKind {
  if (votes.tieGood === votes.tieBad) return 'mixed'
  return votes.tieGood > votes.tieBad ? 'good' : 'bad'
}
