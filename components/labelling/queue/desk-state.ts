import type { AssignmentView } from '@/lib/contracts/http/labelling'
import type { ScreenAnswer } from '@/lib/domain/labelling'

/** A pair that is claimed for this tab. */
export type Held = {
  /** Tells two openings of one assignment apart. */
  key: string
  assignment: AssignmentView
  /** What to start from when it comes on screen. */
  answer: ScreenAnswer
}

export type DeskState = { screen: Held | null; ahead: readonly Held[] }

export const EMPTY_DESK: DeskState = { screen: null, ahead: [] }
/** Pairs claimed and decoded behind the one on screen. */
export const AHEAD = 2
/** The server's limit on what a claim may name. */
const MOST_EXCLUDED = 10

/** A claimed pair goes on screen where nothing is, else to the end of what comes next. */
export function taken(state: DeskState, held: Held): DeskState {
  if (!state.screen) return { ...state, screen: held }
  return { ...state, ahead: [...state.ahead, held] }
}

/** The pair on screen is done with. */
export function advanced({ ahead: [next, ...rest] }: DeskState): DeskState {
  return { screen: next ?? null, ahead: rest }
}

/** An answer was taken back: it goes on screen, and what was there is next. Source: docs/spec/saving.md [SV12] */
export function putBack({ screen, ahead }: DeskState, held: Held): DeskState {
  return { screen: held, ahead: screen ? [screen, ...ahead] : ahead }
}

export function dropped(state: DeskState, assignmentId: string): DeskState {
  if (state.screen?.assignment.id === assignmentId) return advanced(state)
  return { ...state, ahead: state.ahead.filter(({ assignment }) => assignment.id !== assignmentId) }
}

export function changed(state: DeskState, assignmentId: string, change: (held: Held) => Held): DeskState {
  const each = (held: Held) => (held.assignment.id === assignmentId ? change(held) : held)
  return { screen: state.screen && each(state.screen), ahead: state.ahead.map(each) }
}

export function allHeld({ screen, ahead }: DeskState): readonly Held[] {
  return screen ? [screen, ...ahead] : ahead
}

/**
 * What the next claim must not hand out: what is held here and whatever is still on its way to the server. A claim that
 * could meet a skip or an answer of its own in flight is therefore not possible.
 * @returns null when enough is held, or when more is under way than a claim may name
 * Source: docs/spec/saving.md [SV10]
 */
export function nextClaim(state: DeskState, underway: readonly string[]): readonly string[] | null {
  const held = allHeld(state).map(({ assignment }) => assignment.id)
  if (held.length > AHEAD) return null
  const exclude = [...new Set([...held, ...underway])]
  return exclude.length > MOST_EXCLUDED ? null : exclude
}
