import type { AssignmentView } from '@/lib/contracts/http/labelling'
import type { Statement } from '../save/operation'
import type { Sender } from '../save/sender'
import { type Held, putBack } from './desk-state'
import type { TakeBackState } from './desk-view'
import { type Holding, withCurrentAnswer } from './holding'

/** The last answer, as long as it can be taken back. Source: docs/spec/saving.md [SV12] */
export type TakeBack = {
  state: () => TakeBackState
  submitted: (held: Held, statement: Statement, operationId: string) => void
  /** Out of the journal when it was not sent yet, else by asking the server. */
  begin: () => void
  /** The server gave it back. */
  reopened: (assignment: AssignmentView) => void
  /** The server will not. */
  refused: () => void
  close: () => void
}

type Options = { holding: Holding; sender: Sender; onChange: () => void }

export function createTakeBack({ holding, sender, onChange }: Options): TakeBack {
  let state: TakeBackState = 'none'
  let last: { assignment: AssignmentView; operationId: string } | null = null

  function become(next: TakeBackState): void {
    state = next
    if (next === 'none' || next === 'too-late') last = null
    onChange()
  }

  /** It goes on screen, and what was there is next. */
  function show(assignment: AssignmentView): void {
    become('none')
    holding.move(putBack(withCurrentAnswer(holding), holding.begin(assignment)))
  }

  return {
    state: () => state,
    submitted({ assignment }, { answer: draft, activeMs, work }, operationId) {
      last = { assignment: { ...assignment, draft, activeMs, work }, operationId }
      become('possible')
    },
    begin() {
      if (!last || state !== 'possible') return
      const { assignment, operationId } = last
      if (!sender.withdraw(operationId)) {
        sender.add(assignment.id, { kind: 'reopen', submissionId: operationId })
        become('under-way')
        return
      }
      show(assignment)
      const told = holding.tell(assignment.id)
      if (told) sender.add(assignment.id, { kind: 'draft', ...told })
    },
    reopened(assignment) {
      sender.open(assignment.id, { fence: assignment.fence, revision: assignment.draftRevision })
      show(assignment)
    },
    refused: () => become('too-late'),
    close() {
      if (state === 'possible' || state === 'too-late') become('none')
    },
  }
}
