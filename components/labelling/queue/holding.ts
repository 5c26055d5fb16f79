import type { AssignmentView } from '@/lib/contracts/http/labelling'
import type { ScreenAnswer } from '@/lib/domain/labelling'
import type { Statement } from '../save/operation'
import { allHeld, changed, type DeskState, EMPTY_DESK, type Held } from './desk-state'
import { createSheet, type Sheet } from './sheet'

/** The pairs of this tab, each with its sheet; what comes next is fetched and decoded as long as it does. */
export type Holding = {
  state: () => DeskState
  move: (next: DeskState) => void
  /** Begins a sheet for a pair that is about to be held. */
  begin: (assignment: AssignmentView, answer?: ScreenAnswer) => Held
  sheet: (assignmentId: string) => Sheet | undefined
  /** What an operation tells of a pair now, with another answer where one is given. */
  tell: (assignmentId: string, answer?: ScreenAnswer) => Statement | null
  onScreen: (assignmentId: string) => boolean
  stop: () => void
}

type Options = {
  warm: (assignment: AssignmentView) => () => void
  newId: () => string
  nowMs: () => number
  onChange: () => void
}

export function createHolding({ warm, newId, nowMs, onChange }: Options): Holding {
  let state: DeskState = EMPTY_DESK
  const sheets = new Map<string, Sheet>()
  const warmed = new Map<string, () => void>()

  function keepWarm(next: DeskState): void {
    const ahead = new Map(next.ahead.map(({ assignment }) => [assignment.id, assignment]))
    for (const [id, assignment] of ahead) if (!warmed.has(id)) warmed.set(id, warm(assignment))
    for (const [id, letGo] of warmed) {
      if (ahead.has(id)) continue
      letGo()
      warmed.delete(id)
    }
  }

  return {
    state: () => state,
    move(next) {
      const [before, after] = [state.screen, next.screen]
      if (before && before.key !== after?.key) sheets.get(before.assignment.id)?.offScreen()
      if (after && after.key !== before?.key) sheets.get(after.assignment.id)?.onScreen()
      state = next
      keepWarm(next)
      const ids = new Set(allHeld(next).map(({ assignment }) => assignment.id))
      for (const id of sheets.keys()) if (!ids.has(id)) sheets.delete(id)
      onChange()
    },
    begin(assignment, answer = assignment.draft) {
      const held = { key: newId(), assignment, answer }
      sheets.set(assignment.id, createSheet(held, nowMs))
      return held
    },
    sheet: (assignmentId) => sheets.get(assignmentId),
    tell(assignmentId, answer) {
      const told = sheets.get(assignmentId)?.tell()
      return told ? { ...told, answer: answer ?? told.answer } : null
    },
    onScreen: (assignmentId) => state.screen?.assignment.id === assignmentId,
    stop() {
      for (const letGo of warmed.values()) letGo()
      warmed.clear()
    },
  }
}

/** The pair on screen as it is now, for when it comes back later. */
export function withCurrentAnswer({ state, sheet }: Holding): DeskState {
  const { screen } = state()
  if (!screen) return state()
  const answer = sheet(screen.assignment.id)?.answer() ?? screen.answer
  return changed(state(), screen.assignment.id, (held) => ({ ...held, answer }))
}
