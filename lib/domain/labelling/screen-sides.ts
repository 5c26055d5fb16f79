import { createRng } from '@/lib/domain/shared'
import type { Answer, Preference, Side } from './answer'
import type { ScreenAnswer, ScreenPreference, ScreenSide, ScreenWork } from './screen-answer'
import type { Work } from './work'

/** The only way between the sides of a pair and those of a screen. Source: docs/spec/answer.md [AN16] */
export function toScreenSide(side: Side, leftSide: Side): ScreenSide {
  return side === leftSide ? 'left' : 'right'
}

export function toCanonicalSide(side: ScreenSide, leftSide: Side): Side {
  const isA = (side === 'left') === (leftSide === 'A')
  return isA ? 'A' : 'B'
}

/** Values of each clip of a pair, by its side on a screen. */
export function onScreen<T>({ A, B }: Record<Side, T>, leftSide: Side): Record<ScreenSide, T> {
  return leftSide === 'A' ? { left: A, right: B } : { left: B, right: A }
}

export function offScreen<T>({ left, right }: Record<ScreenSide, T>, leftSide: Side): Record<Side, T> {
  return leftSide === 'A' ? { A: left, B: right } : { A: right, B: left }
}

export function toScreenPreference(preference: Preference | null, leftSide: Side): ScreenPreference | null {
  return preference === 'A' || preference === 'B' ? toScreenSide(preference, leftSide) : preference
}

function toPreference(preference: ScreenPreference | null, leftSide: Side): Preference | null {
  return preference === 'left' || preference === 'right' ? toCanonicalSide(preference, leftSide) : preference
}

/** The names under which one end knows a proposal, given those of the other. */
export type ProposalNames = (proposalId: string) => string

const SAME: ProposalNames = (proposalId) => proposalId

/** Converts a stored answer to the sides of a screen. @param name the screen's name of a proposal; left out, its id */
export function toScreenAnswer(answer: Answer, leftSide: Side, name: ProposalNames = SAME): ScreenAnswer {
  const screen = (side: Side) => toScreenSide(side, leftSide)
  const { preference, marks, clean, proposals } = answer
  return {
    ...answer,
    schemaVersion: 2,
    preference: toScreenPreference(preference, leftSide),
    marks: marks.map((mark) => ({
      ...mark,
      side: screen(mark.side),
      proposalId: mark.proposalId && name(mark.proposalId),
    })),
    clean: clean.map((verdict) => ({ ...verdict, side: screen(verdict.side) })),
    proposals: proposals.map((decision) => ({ ...decision, proposalId: name(decision.proposalId) })),
  }
}

/** Converts a screen's answer to its stored form. @param id the id behind the screen's name of a proposal */
export function toCanonicalAnswer(said: ScreenAnswer, leftSide: Side, id: ProposalNames = SAME): Answer {
  const canonical = (side: ScreenSide) => toCanonicalSide(side, leftSide)
  const { preference, marks, clean, proposals } = said
  return {
    ...said,
    schemaVersion: 1,
    preference: toPreference(preference, leftSide),
    marks: marks.map((mark) => ({
      ...mark,
      side: canonical(mark.side),
      proposalId: mark.proposalId && id(mark.proposalId),
    })),
    clean: clean.map((verdict) => ({ ...verdict, side: canonical(verdict.side) })),
    proposals: proposals.map((decision) => ({ ...decision, proposalId: id(decision.proposalId) })),
  }
}

export function toScreenWork({ seen, ...work }: Work, leftSide: Side): ScreenWork {
  return { ...work, seen: onScreen(seen, leftSide) }
}

export function toCanonicalWork({ seen, ...work }: ScreenWork, leftSide: Side): Work {
  return { ...work, seen: offScreen(seen, leftSide) }
}

/** How often each video was on the left. */
export type SideCounts = Record<Side, number>

/**
 * Which video is on the left for this person.
 * @param person this person's assignments in the project so far
 * @param pair other people's assignments of this pair so far
 * Source: docs/spec/queue.md [QU6]
 */
export function chooseLeftSide(given: { person: SideCounts; pair: SideCounts; userId: string; pairId: string }): Side {
  const { person, pair, userId, pairId } = given
  return rarer(person) ?? rarer(pair) ?? (createRng(`${userId}:${pairId}`).next() < 0.5 ? 'A' : 'B')
}

function rarer({ A, B }: SideCounts): Side | null {
  if (A === B) return null
  return A < B ? 'A' : 'B'
}
